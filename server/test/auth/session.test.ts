import { UpdateUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessions } from "../../sessions/sessions-table.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import {
  localUserPoolId,
  poolEnvironment,
  startTestApp,
  startTestAppForThisTest,
  type TestApp,
} from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const cookieName = "cruddur_refresh_token";

describe("a session in a cookie", () => {
  it("has an HttpOnly, SameSite=Strict cookie, and never returns its refresh token", async () => {
    const { email, password } = await signUpPerson(app);
    const browser = app.browser();
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    expect(expectState(signIn, "SignedIn").session.refreshToken).toBeNull();
    const [cookie = ""] = browser.lastSetCookies();
    expect(cookie).toMatch(new RegExp(`^${cookieName}=`));
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(attribute);
    const refreshed = await browser.sdk.refreshSession({});
    expect(expectState(refreshed.refreshSession, "SignedIn").session.refreshToken).toBeNull();
  });

  it("has the __Host- prefix and Secure in production", async () => {
    const production = await startTestApp({
      environment: productionEnvironment,
    });
    try {
      const { browser } = await signUpPerson(production);
      const [cookie = ""] = browser.lastSetCookies();
      expect(cookie).toMatch(new RegExp(`^__Host-${cookieName}=.*Secure`));
      expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
    } finally {
      await production.stop();
    }
  });

  it("outlives the access token, and rotates", async () => {
    const { browser, handle } = await signUpPerson(app);
    const before = browser.cookies.get(cookieName);
    app.advance({ minutes: 16 });
    const expired = await catchRequestError(browser.sdk.viewer());
    expect([expired.status, expired.code, expired.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_EXPIRED"]);

    // The refresh is sent with the expired token, which does no harm.
    const { refreshSession } = await browser.sdk.refreshSession({});
    const { session } = expectState(refreshSession, "SignedIn");
    expect(browser.cookies.get(cookieName)).not.toBe(before);
    browser.useAccessToken(session.accessToken);
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(handle);
  });

  it("ends after 30 days", async () => {
    const { browser } = await signUpPerson(app);
    app.advance({ days: 31 });
    browser.useAccessToken(undefined);
    expect(problemsOf((await browser.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("leaves the cookie of a newer sign-in alone when it fails late with an older one", async () => {
    const { browser, email, password } = await signUpPerson(app);
    const old = { cookie: `${cookieName}=${browser.cookies.get(cookieName)}` };
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    expectState(signIn, "SignedIn");
    const newer = browser.cookies.get(cookieName);
    for (const headers of [old, old, { cookie: `${cookieName}=nonsense` }]) {
      const { refreshSession } = await browser.sdk.refreshSession({}, { headers });
      expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
      expect(browser.lastSetCookies()).toEqual([]);
    }
    expect(browser.cookies.get(cookieName)).toBe(newer);
    expectState((await browser.sdk.refreshSession({})).refreshSession, "SignedIn");
  });

  it("cannot be used by a page of another origin", async () => {
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    for (const origin of ["https://evil.example", "null", `${app.url}.evil.example`]) {
      const error = await catchRequestError(app.sdk.refreshSession({}, { headers: { cookie, origin } }));
      expect([error.status, error.code]).toEqual([403, "FORBIDDEN"]);
    }
  });
});

describe("a session in the payload", () => {
  it("returns its refresh token, sets no cookie, and refreshes with the token", async () => {
    const { email, password } = await signUpPerson(app);
    const browser = app.browser();
    const { signIn } = await browser.sdk.signIn({
      input: { identifier: email, password, refreshTokenDelivery: "PAYLOAD" },
    });
    const { refreshToken } = expectState(signIn, "SignedIn").session;
    expect(browser.lastSetCookies()).toEqual([]);
    const { refreshSession } = await browser.sdk.refreshSession({ input: { refreshToken } });
    const { session } = expectState(refreshSession, "SignedIn");
    expect(session.refreshToken).toBeTruthy();
    expect(session.refreshToken).not.toBe(refreshToken);
    expect(browser.lastSetCookies()).toEqual([]);
  });

  it("rejects invalid refresh tokens", async () => {
    const { accessToken } = await signUpPerson(app);
    for (const refreshToken of ["made-up", "", "a\0b", accessToken]) {
      const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken } });
      expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
    }
  });
});

describe("refreshSession", () => {
  it("from several tabs at once keeps one session", async () => {
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    const tabs = Array.from({ length: 5 }, () => app.browser());
    const answers = await Promise.all(tabs.map(({ sdk }) => sdk.refreshSession({}, { headers: { cookie } })));
    for (const [index, { refreshSession }] of answers.entries()) {
      tabs[index]?.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    }
    for (const { sdk } of tabs) {
      const { viewer } = await sdk.account();
      expect(viewer?.sessions.map(({ current }) => current)).toEqual([true]);
    }
    // The tabs of a browser share its cookie, whichever response came last.
    const [last] = tabs;
    for (let round = 0; round < 3; round += 1) {
      expect((await last?.sdk.refreshSession({}))?.refreshSession.__typename).toBe("SignedIn");
    }
  });

  it("whose response was lost can be repeated, on any node, and the client goes on with the last response", async () => {
    const other = await app.startNode();
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    const there = other.browser();
    await app.sdk.refreshSession({}, { headers: { cookie } });
    app.advance({ seconds: 29 });
    expectState((await there.sdk.refreshSession({}, { headers: { cookie } })).refreshSession, "SignedIn");
    for (let round = 0; round < 3; round += 1) {
      app.advance({ minutes: 14 });
      const { refreshSession } = await there.sdk.refreshSession({});
      there.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    }
    expect((await there.sdk.account()).viewer?.sessions.map(({ current }) => current)).toEqual([true]);
  });

  it.each(["the owner", "the thief"])(
    "with a copied token within the grace period ends the session when both lines go on: %s first",
    async (first) => {
      const node = await app.startNode();
      const { browser: owner } = await signUpPerson(app);
      const cookie = `${cookieName}=${owner.cookies.get(cookieName)}`;
      const thief = node.browser();
      for (const [each, headers] of [
        [owner, undefined],
        [thief, { cookie }],
      ] as const) {
        const { refreshSession } = await each.sdk.refreshSession({}, headers && { headers });
        each.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
      }
      const [one, another] = first === "the owner" ? [owner, thief] : [thief, owner];
      expectState((await one.sdk.refreshSession({})).refreshSession, "SignedIn");
      expect(problemsOf((await another.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
      expect(problemsOf((await one.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
      for (const each of [owner, thief]) {
        await eventually(async () =>
          expect((await catchRequestError(each.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
        );
      }
    },
  );

  it("with both siblings at once ends the session: one goes on at most, until it is used again", async () => {
    const node = await app.startNode();
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    const [one, another] = [app.browser(), node.browser()];
    for (const { sdk } of [one, another]) await sdk.refreshSession({}, { headers: { cookie } });
    await Promise.all([one, another].map(({ sdk }) => sdk.refreshSession({})));
    const states = await Promise.all([one, another].map(({ sdk }) => sdk.refreshSession({})));
    expect(states.map(({ refreshSession }) => refreshSession.__typename)).toEqual(["Rejected", "Rejected"]);
  });

  it("of a session from before tokens were recorded works, and rotates from then on", async () => {
    const { browser } = await signUpPerson(app);
    const [session] = (await browser.sdk.account()).viewer?.sessions ?? [];
    await app.db
      .update(sessions)
      .set({ poolToken: null, issuedTokens: null, device: null, userAgent: "curl/8.14.1" })
      .where(eq(sessions.id, session?.id ?? ""));
    const first = `${cookieName}=${browser.cookies.get(cookieName)}`;
    expect((await browser.sdk.account()).viewer?.sessions[0]?.userAgent).toBe("curl");
    for (let round = 0; round < 2; round += 1) {
      expectState((await browser.sdk.refreshSession({})).refreshSession, "SignedIn");
    }
    const copied = await app.sdk.refreshSession({}, { headers: { cookie: first } });
    expect(problemsOf(copied.refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("with a token that was replaced 31 seconds ago ends the session: somebody has a copy", async () => {
    const { browser } = await signUpPerson(app);
    const stolen = `${cookieName}=${browser.cookies.get(cookieName)}`;
    const { refreshSession } = await browser.sdk.refreshSession({});
    browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    app.advance({ seconds: 31 });
    const thief = await app.sdk.refreshSession({}, { headers: { cookie: stolen } });
    expect(problemsOf(thief.refreshSession)).toEqual(["SESSION_EXPIRED"]);
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect(problemsOf((await browser.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("ends no session for a forged token", async () => {
    const [ada, eve] = [await signUpPerson(app), await signUpPerson(app)];
    const [family = ""] = ada.browser.cookies.get(cookieName)?.split(".") ?? [];
    const [, ...eves] = eve.browser.cookies.get(cookieName)?.split(".") ?? [];
    // A forged token of a known family would end that family; of an unknown one it ends nothing.
    for (const made of [`${"x".repeat(22)}.${eves.join(".")}x`, family, `${family}.`]) {
      const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken: made } });
      expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
    }
    for (const { browser } of [ada, eve]) expect((await browser.sdk.viewer()).viewer).not.toBeNull();
    // Another user's token under this family's id is refused.
    const mixed = await app.sdk.refreshSession({ input: { refreshToken: [family, ...eves].join(".") } });
    expect(problemsOf(mixed.refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("works where the pool does not rotate refresh tokens", async () => {
    const own = await startTestAppForThisTest();
    const ClientId = (await poolEnvironment(own.cognito, own.userPoolUrl))["COGNITO_CLIENT_ID"];
    await own.cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: localUserPoolId,
        ClientId,
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
        RefreshTokenRotation: { Feature: "DISABLED" },
        AccessTokenValidity: 15,
        TokenValidityUnits: { AccessToken: "minutes" },
        PreventUserExistenceErrors: "ENABLED",
      }),
    );
    const { browser } = await signUpPerson(own);
    const before = browser.cookies.get(cookieName);
    for (let round = 0; round < 3; round += 1) {
      own.advance({ minutes: 16 });
      const { refreshSession } = await browser.sdk.refreshSession({});
      browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
      expect(browser.cookies.get(cookieName)).toBe(before);
    }
    expect((await browser.sdk.account()).viewer?.sessions).toHaveLength(1);
  });

  it("is rejected for a guest", async () => {
    expect(problemsOf((await app.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });
});

describe("signOut", () => {
  it("takes effect at once: the access token, the cookie and the refresh token are refused", async () => {
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    expect((await browser.sdk.signOut()).signOut.__typename).toBe("SignedOut");
    expect(browser.cookies.has(cookieName)).toBe(false);
    const error = await catchRequestError(browser.sdk.viewer());
    expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_INVALID"]);
    const { refreshSession } = await app.sdk.refreshSession({}, { headers: { cookie } });
    expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("ends the session of the cookie when there is no access token", async () => {
    const { browser } = await signUpPerson(app);
    const { refreshSession } = await browser.sdk.refreshSession({});
    const { accessToken } = expectState(refreshSession, "SignedIn").session;
    browser.useAccessToken(undefined);
    await browser.sdk.signOut();
    browser.useAccessToken(accessToken);
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("ends a session in the payload, whose refresh token is refused", async () => {
    const { email, password } = await signUpPerson(app);
    const browser = app.browser();
    const { signIn } = await browser.sdk.signIn({
      input: { identifier: email, password, refreshTokenDelivery: "PAYLOAD" },
    });
    const { accessToken, refreshToken } = expectState(signIn, "SignedIn").session;
    browser.useAccessToken(accessToken);
    await browser.sdk.signOut();
    const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken } });
    expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("ends the session of a cookie that has just been replaced", async () => {
    const { browser } = await signUpPerson(app);
    const cookie = `${cookieName}=${browser.cookies.get(cookieName)}`;
    const { refreshSession } = await browser.sdk.refreshSession({});
    browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    await app.sdk.signOut({}, { headers: { cookie } });
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("is refused with an invalid token, since it cannot tell which session to end", async () => {
    const error = await catchRequestError(
      app.sdk.signOut({}, { headers: { authorization: "Bearer a.b.c" } }),
    );
    expect([error.status, error.reason]).toEqual([401, "TOKEN_INVALID"]);
  });

  it("does not end other sessions of the user", async () => {
    const { email, password, browser: phone } = await signUpPerson(app);
    const laptop = app.browser();
    const { signIn } = await laptop.sdk.signIn({ input: { identifier: email, password } });
    laptop.useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
    await phone.sdk.signOut();
    expect((await laptop.sdk.viewer()).viewer?.email).toBe(email);
  });

  it("does nothing for a guest", async () => {
    expect((await app.sdk.signOut()).signOut.__typename).toBe("SignedOut");
  });
});
