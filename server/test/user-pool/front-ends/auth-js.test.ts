import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../../../local-user-pool/clients/authenticator.ts";
import { signInPerson, signUpPerson } from "../../support/app/builders.ts";
import { expectState } from "../../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../../support/app/test-app.ts";
import { openAuthJs } from "./auth-js-browser.ts";
import { createAuthConfig } from "./auth-js-config.ts";

// A front end on Auth.js, which is the library of NextAuth, with the configuration that docs/front-ends.md shows.

let app: TestApp;
let apiUrl: string;
beforeAll(async () => {
  app = await startTestApp({ environment: { TRUST_PROXY: "1" } });
  apiUrl = `${app.url}/graphql`;
});
afterAll(() => app.stop());

const configure = () => createAuthConfig(apiUrl, () => app.now().getTime());

/** The API as the front end calls it. */
function asBearer(token: string | undefined) {
  const browser = app.browser();
  browser.useAccessToken(token);
  return browser.sdk;
}

async function signedIn(headers?: Record<string, string>) {
  const person = await signUpPerson(app);
  const browser = openAuthJs(configure());
  expect(
    await browser.signIn({ identifier: person.email, password: person.password }, headers),
  ).toBeUndefined();
  return { person, browser };
}

describe("a person who signs in by Auth.js", () => {
  it("has a session with the access token, and without the refresh token", async () => {
    const { person, browser } = await signedIn();
    const session = await browser.session();
    expect(session).toEqual({
      user: { name: person.name, email: person.email },
      accessToken: expect.any(String),
      expires: expect.any(String),
    });
    const { viewer } = await asBearer(session?.accessToken).viewer();
    expect(viewer?.handle).toBe(person.handle);
    expect(browser.errors).toEqual([]);
  });

  it("is told apart by a code if the sign-in fails", async () => {
    const { email, password } = await signUpPerson(app);
    const browser = openAuthJs(configure());
    expect(await browser.signIn({ identifier: email, password: "wrong" })).toBe("INVALID_CREDENTIALS");
    expect(await browser.session()).toBeNull();
    expect(await browser.signIn({ identifier: email, password })).toBeUndefined();
  });

  it("appears in the sessions list with the browser's name", async () => {
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    const { browser } = await signedIn({ "user-agent": firefox });
    const { viewer } = await asBearer((await browser.session())?.accessToken).account();
    const current = viewer?.sessions.find((each) => each.current);
    expect(current?.userAgent).toBe("Firefox on Linux");
  });

  it("is counted by the browser's address, not by that of the front end's server", async () => {
    const { email, password } = await signUpPerson(app);
    const browser = openAuthJs(configure());
    const guess = (address: string) =>
      browser.signIn(
        { identifier: `${crypto.randomUUID()}@enterprise.example`, password: "wrong" },
        { "x-forwarded-for": address },
      );
    for (let attempt = 0; attempt < 60; attempt += 1) await guess("192.0.2.1");
    expect(await guess("192.0.2.1")).toBe("RATE_LIMITED");
    const elsewhere = { "x-forwarded-for": "198.51.100.1" };
    expect(await browser.signIn({ identifier: email, password }, elsewhere)).toBeUndefined();
  });

  it("with a second factor signs in by the SDK first, and hands the refresh token over", async () => {
    const { browser: other, email, password } = await signUpPerson(app);
    const { secret } = expectState((await other.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    await other.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    app.advance({ seconds: 31 });

    const browser = openAuthJs(configure());
    expect(await browser.signIn({ identifier: email, password })).toBe("ChallengeRequired");
    const input = { identifier: email, password, refreshTokenDelivery: "PAYLOAD" } as const;
    const { challenge } = expectState((await app.sdk.signIn({ input })).signIn, "ChallengeRequired");
    const { respondToChallenge } = await app.sdk.respondToChallenge({
      input: {
        challengeToken: challenge.token,
        code: totpCode(secret, app.now()),
        refreshTokenDelivery: "PAYLOAD",
      },
    });
    const { refreshToken } = expectState(respondToChallenge, "SignedIn").session;
    expect(await browser.signIn({ refreshToken: refreshToken ?? "" })).toBeUndefined();
    expect((await browser.session())?.user?.email).toBe(email);
    expect(await browser.signIn({ refreshToken: "none" })).toBe("SESSION_EXPIRED");
  });
});

describe("a session of Auth.js", () => {
  it("is refreshed before the access token expires, again and again", async () => {
    const { person, browser } = await signedIn();
    let token = (await browser.session())?.accessToken;
    for (let time = 0; time < 3; time += 1) {
      app.advance({ minutes: 10 });
      expect((await browser.session())?.accessToken).toBe(token);
      app.advance({ minutes: 5 });
      const session = await browser.session();
      expect(session?.accessToken).not.toBe(token);
      token = session?.accessToken;
      expect((await asBearer(token).viewer()).viewer?.handle).toBe(person.handle);
    }
  });

  it("survives simultaneous requests, and a response whose cookie was lost", async () => {
    const { browser } = await signedIn();
    app.advance({ minutes: 15 });
    // As a server component of Next.js, which cannot write the new cookie.
    const lost = openAuthJs(configure(), new Map(browser.cookies));
    const answers = await Promise.all([lost.session(), browser.session(), browser.session()]);
    for (const answer of answers)
      expect((await asBearer(answer?.accessToken).viewer()).viewer?.email).toBe(answer?.user?.email);
    app.advance({ minutes: 15 });
    expect(await browser.session()).not.toBeNull();
  });

  it("ends if a refresh token is used after the grace period, since somebody may have a copy", async () => {
    const { browser } = await signedIn();
    const copy = openAuthJs(configure(), new Map(browser.cookies));
    app.advance({ minutes: 15 });
    expect(await browser.session()).not.toBeNull();
    app.advance({ minutes: 15 });
    expect(await copy.session()).toBeNull();
    expect(await browser.session()).toBeNull();
  });

  it("goes on while the API does not respond", async () => {
    const { browser } = await signedIn();
    app.advance({ minutes: 15 });
    const during = openAuthJs(
      createAuthConfig("http://127.0.0.1:9/graphql", () => app.now().getTime()),
      browser.cookies,
    );
    expect(await during.session()).not.toBeNull();
    const after = await browser.session();
    expect((await asBearer(after?.accessToken).viewer()).viewer).not.toBeNull();
  });

  it("ends with signOutEverywhere on another device", async () => {
    const { person, browser } = await signedIn();
    const { browser: other } = await signInPerson(app, person);
    await other.sdk.signOutEverywhere();
    app.advance({ minutes: 15 });
    expect(await browser.session()).toBeNull();
    expect([...browser.cookies.keys()].filter((name) => name.includes("session"))).toEqual([]);
  });

  it.each([0, 20])(
    "ends at the API when Auth.js signs out, %s minutes after the sign-in",
    async (minutes) => {
      const { browser } = await signedIn();
      const copy = openAuthJs(configure(), new Map(browser.cookies));
      const token = (await browser.session())?.accessToken;
      app.advance({ minutes });
      await browser.signOut();
      expect(await browser.session()).toBeNull();
      await expect(asBearer(token).viewer()).rejects.toThrow("UNAUTHENTICATED");
      app.advance({ minutes: 15 });
      expect(await copy.session()).toBeNull();
      expect(browser.errors).toEqual([]);
    },
  );
});
