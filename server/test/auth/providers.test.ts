import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "../support/app/browser.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import {
  goThroughProvider,
  registerCallback,
  signInByProvider,
  stubPeople,
  visit,
} from "../support/app/provider-browser.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// Sign-in by identity providers, at the stub that comes with the local user pool, with the takeovers that others fell for.

let app: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  app = await startTestApp({
    environment: { STUB_PROVIDERS: "on", LOG_LEVEL: "debug" },
    log: (line) => lines.push(line),
  });
  await registerCallback(app, app.url);
});
afterAll(() => app.stop());

const problemAt = (url: URL) => [url.pathname, url.searchParams.get("problem")];

async function refresh(browser: Browser) {
  const { refreshSession } = await browser.sdk.refreshSession({});
  const { session } = expectState(refreshSession, "SignedIn");
  browser.useAccessToken(session.accessToken);
  return session.viewer;
}

describe("a person who continues with a provider", () => {
  it("gets an account with a neutral handle, comes back to where they were, and finds it again", async () => {
    const { authOptions } = await app.sdk.authOptions();
    const [google] = authOptions.identityProviders;
    expect(google).toEqual({ name: "Google", label: "Google", startUrl: "/auth/start/Google" });
    const browser = app.browser();
    const back = await goThroughProvider(
      app,
      browser,
      stubPeople.amira,
      `${google?.startUrl}?returnTo=/%40x%3Fa=1`,
    );
    const code = back.searchParams.get("code") ?? "";
    const visited = await visit(browser, back, { isFromOtherSite: true });
    expect([visited.status, visited.location.href]).toEqual([303, `${app.url}/@x?a=1`]);
    expect(visited.headers.get("cache-control")).toBe("no-store");
    expect(visited.headers.get("referrer-policy")).toBe("no-referrer");
    const viewer = await refresh(browser);
    expect(viewer).toMatchObject({
      email: "amira@example.com",
      emailVerified: true,
      name: "Amira Haddad",
      profileIsComplete: false,
    });
    expect(viewer.handle).not.toMatch(/stub|1001|amira|haddad/);
    const again = app.browser();
    await signInByProvider(app, again, stubPeople.amira);
    expect((await refresh(again)).id).toBe(viewer.id);
    expect((await again.sdk.viewerIdentityProviders()).viewer?.identityProviders).toMatchObject([
      { name: "Google", linkedAt: expect.any(String) },
    ]);
    expect(code).not.toBe("");
    for (const secret of [code, back.searchParams.get("state") ?? "", again.accessToken() ?? ""])
      expect(lines.join("\n")).not.toContain(secret);
    const unlink = await again.sdk.unlinkIdentityProvider({ input: { name: "Google" } });
    expect(problemsOf(unlink.unlinkIdentityProvider)).toEqual(["LAST_WAY_IN name"]);
    // The callback is opened twice: nobody is signed in by it.
    const twice = await visit(app.browser(), back, { isFromOtherSite: true });
    expect(problemAt(twice.location)).toEqual(["/sign-in", "SIGN_IN_EXPIRED"]);
    expect(twice.headers.getSetCookie()).toEqual([]);
    // A session of the cookie ends when another one replaces it.
    const session = again.accessToken();
    await signInByProvider(app, again, stubPeople.amira);
    again.useAccessToken(session);
    await expect(again.sdk.viewer()).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    // There is no password to delete the account with.
    await refresh(again);
    expect((await again.sdk.deleteAccount({ input: {} })).deleteAccount.__typename).toBe("AccountDeleted");
  });

  it("is known by no address that the provider has not verified", async () => {
    const victim = await signUpPerson(app, { email: "uma@example.com" });
    const browser = app.browser();
    expect((await signInByProvider(app, browser, stubPeople.uma)).location.pathname).toBe("/");
    const viewer = await refresh(browser);
    expect(viewer).toMatchObject({ email: null, emailVerified: false });
    expect(viewer.handle).not.toBe(victim.handle);
    expect((await victim.browser.sdk.viewer()).viewer).toMatchObject({ email: victim.email });
  });
});

describe("an address that has an account", () => {
  it("is linked after the proof of that account alone, and keeps it; unlinked, it asks again", async () => {
    const owner = await signUpPerson(app, { email: "ben@example.com" });
    const before = (await owner.browser.sdk.viewer()).viewer;
    const { browser } = owner;
    const visited = await signInByProvider(app, browser, stubPeople.ben);
    expect(problemAt(visited.location)).toEqual(["/sign-in", "ACCOUNT_LINK_REQUIRED"]);
    // Of another account: nothing waits for it.
    const stranger = await signUpPerson(app);
    stranger.browser.cookies.set("cruddur_account_link", browser.cookies.get("cruddur_account_link") ?? "");
    const stolen = await stranger.browser.sdk.linkIdentityProvider();
    expect(problemsOf(stolen.linkIdentityProvider)).toEqual(["NOT_FOUND"]);
    // A sign-in that is not recent proves nothing.
    app.advance({ minutes: 6 });
    const stale = await browser.sdk.linkIdentityProvider();
    expect(problemsOf(stale.linkIdentityProvider)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    const input = { identifier: owner.email, password: owner.password };
    const { session } = expectState((await browser.sdk.signIn({ input })).signIn, "SignedIn");
    browser.useAccessToken(session.accessToken);
    const linked = expectState((await browser.sdk.linkIdentityProvider()).linkIdentityProvider, "Viewer");
    expect(linked).toMatchObject({ id: before?.id, handle: owner.handle });
    expect(linked.identityProviders).toMatchObject([{ name: "Google" }]);
    expect((await app.newestMail(owner.email)).subject).toContain("Google");
    const again = await browser.sdk.linkIdentityProvider();
    expect(problemsOf(again.linkIdentityProvider)).toEqual(["NOT_FOUND"]);

    const other = app.browser();
    expect((await signInByProvider(app, other, stubPeople.ben)).location.pathname).toBe("/");
    expect(await refresh(other)).toMatchObject({ id: before?.id, handle: owner.handle, email: owner.email });

    const unlinked = await other.sdk.unlinkIdentityProvider({ input: { name: "Google" } });
    expect(expectState(unlinked.unlinkIdentityProvider, "Viewer").identityProviders).toEqual([]);
    const missing = await other.sdk.unlinkIdentityProvider({ input: { name: "Google" } });
    expect(problemsOf(missing.unlinkIdentityProvider)).toEqual(["NOT_FOUND name"]);
    const third = app.browser();
    const asked = await signInByProvider(app, third, stubPeople.ben, "/auth/start/Google?link=true");
    expect(problemAt(asked.location)).toEqual(["/sign-in", "ACCOUNT_LINK_REQUIRED"]);
    expect(third.cookies.has("cruddur_refresh_token")).toBe(false);
  });

  it("is its owner's although a stranger has begun a sign-up with it", async () => {
    const attacker = app.browser();
    const account = {
      email: "chloe@example.com",
      password: "known to the attacker",
      name: "X",
      handle: "chloe_x",
    };
    await attacker.sdk.signUp({ input: account });
    const browser = app.browser();
    expect((await signInByProvider(app, browser, stubPeople.chloe)).location.pathname).toBe("/");
    const viewer = await refresh(browser);
    expect(viewer.email).toBe(account.email);
    const { signIn } = await attacker.sdk.signIn({
      input: { identifier: account.email, password: account.password },
    });
    expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    // Nor does a later sign-up make a second account: the owner is told.
    const { signUp } = await attacker.sdk.signUp({ input: { ...account, handle: "chloe_y" } });
    expect(signUp.__typename).toBe("CodeSent");
    expect((await app.newestMail(account.email)).code).toBeNull();
  });
});

describe("a browser that comes back from the pool", () => {
  const expired = ["/sign-in", "SIGN_IN_EXPIRED"];

  it("is not signed in by what another browser has begun: swapped state, injected code, login CSRF", async () => {
    const [mine, attackers] = [app.browser(), app.browser()];
    const [back, theirs] = [
      await goThroughProvider(app, mine, stubPeople.amira),
      await goThroughProvider(app, attackers, stubPeople.ben),
    ];
    // A link to the attacker's callback, in a browser that has begun a sign-in and in one that has not.
    expect(problemAt((await visit(mine, theirs, { isFromOtherSite: true })).location)).toEqual(expired);
    expect(problemAt((await visit(app.browser(), theirs, { isFromOtherSite: true })).location)).toEqual(
      expired,
    );
    // Nor does such a link end the sign-in that waits here.
    expect(mine.cookies.has("cruddur_provider_sign_in")).toBe(true);
    // The attacker's code with the state of this browser: PKCE binds the code.
    const injected = new URL(back);
    injected.searchParams.set("code", theirs.searchParams.get("code") ?? "");
    expect(problemAt((await visit(mine, injected, { isFromOtherSite: true })).location)).toEqual(expired);
    // The state counts once, whatever it led to.
    expect(problemAt((await visit(mine, back, { isFromOtherSite: true })).location)).toEqual(expired);
    for (const { cookies } of [mine, attackers]) expect(cookies.has("cruddur_refresh_token")).toBe(false);
    // A cookie that this API has not sealed, and one for another use.
    attackers.cookies.set(
      "cruddur_provider_sign_in",
      attackers.cookies.get("cruddur_account_link") ?? "x".repeat(80),
    );
    expect(problemAt((await visit(attackers, theirs, { isFromOtherSite: true })).location)).toEqual(expired);
  });

  it("has ten minutes, and may decline", async () => {
    const browser = app.browser();
    // Without a code, which the pool would refuse by itself.
    const back = await goThroughProvider(app, browser, undefined);
    app.advance({ minutes: 11 });
    expect(problemAt((await visit(browser, back, { isFromOtherSite: true })).location)).toEqual(expired);
    const declined = await goThroughProvider(
      app,
      browser,
      undefined,
      "/auth/start/Google?returnTo=/settings",
    );
    const { location } = await visit(browser, declined, { isFromOtherSite: true });
    expect(problemAt(location)).toEqual(["/sign-in", "PROVIDER_DECLINED"]);
    expect(location.searchParams.get("next")).toBe("/settings");
  });

  it("gets a clear answer to every parameter that is forged, doubled, long or missing", async () => {
    const invalid = [
      "/auth/callback",
      "/auth/callback?code=x",
      "/auth/callback?state=x",
      "/auth/callback?state=x&state=y&code=z",
      "/auth/callback?state=x&code=y&code=z",
      "/auth/callback?state=x&code=y&error=z",
      `/auth/callback?state=x&code=${"y".repeat(5000)}`,
      "/auth/start/Google?returnTo=https://evil.example/",
      "/auth/start/Google?returnTo=//evil.example",
      "/auth/start/Google?returnTo=/%5Cevil.example",
      "/auth/start/Google?returnTo=/x%0d%0aset-cookie:a",
      "/auth/start/Google?returnTo=/.//evil.example",
      "/auth/start/Google?returnTo=/auth/start/Google",
      `/auth/start/Google?returnTo=/${"x".repeat(3000)}`,
      "/auth/start/Google?returnTo=/a&returnTo=/b",
    ];
    for (const path of invalid) {
      const { status, location } = await visit(app.browser(), `${app.url}${path}`);
      expect([path, status, ...problemAt(location)]).toEqual([path, 303, "/sign-in", "INVALID_REQUEST"]);
    }
    for (const name of ["google", "COGNITO", "Corp", "__proto__", "%00", "x".repeat(90)]) {
      const { location } = await visit(app.browser(), `${app.url}/auth/start/${name}`);
      expect(problemAt(location)).toEqual(["/sign-in", "PROVIDER_NOT_AVAILABLE"]);
    }
    const forged = await visit(app.browser(), `${app.url}/auth/callback?state=x&code=y&code_verifier=z`);
    expect(problemAt(forged.location)).toEqual(expired);
  });
});

it("a sign-in by a provider costs at most two calls of the pool, and says where the pool fails", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url, COGNITO_DOMAIN: pool.url });
  await registerCallback(app, node.url);
  const at = { url: node.url, userPoolUrl: app.userPoolUrl };
  for (const expected of [["token", "AdminGetUser"], ["token"]]) {
    const browser = node.browser();
    const back = await goThroughProvider(at, browser, stubPeople.amira);
    const before = pool.operations.length;
    expect((await visit(browser, back, { isFromOtherSite: true })).location.pathname).toBe("/");
    expect(pool.operations.slice(before)).toEqual(expected);
  }
  for (const kind of ["refused", "garbage"] as const) {
    const browser = node.browser();
    const back = await goThroughProvider(at, browser, stubPeople.amira);
    pool.faults.set("token", { kind });
    const { location } = await visit(browser, back, { isFromOtherSite: true });
    expect(problemAt(location)).toEqual(["/sign-in", "AUTH_UNAVAILABLE"]);
    pool.faults.clear();
  }
});
