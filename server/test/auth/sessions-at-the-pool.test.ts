import {
  type AuthenticationResultType,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deriveKey, readAppSecret } from "../../app-secret/app-secret.ts";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { hashToken } from "../../sessions/hash-token.ts";
import { createPoolTokens } from "../../sessions/pool-tokens.ts";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { sessions } from "../../sessions/sessions-table.ts";
import type { Browser } from "../support/app/browser.ts";
import { type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { poolEnvironment, publicClientId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

// What ends here has also ended at the pool: a token cannot change the account behind the API's back.

let app: TestApp;
let node: Pick<TestApp, "browser">;
beforeAll(async () => {
  app = await startTestApp();
  node = await app.startNode();
});
afterAll(() => app.stop());

const newPassword = "quite another pass phrase";

/** Signs in at the pool, through another app client. */
async function signInWithoutApi({ email, password }: Person): Promise<AuthenticationResultType> {
  const { AuthenticationResult = {} } = await app.cognito.send(
    new InitiateAuthCommand({
      ClientId: publicClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult;
}

/** Whether the pool lets an access token read, and so change, its account. */
async function worksAtPool(AccessToken: string | undefined): Promise<boolean> {
  return await app.cognito.send(new GetUserCommand({ AccessToken })).then(
    () => true,
    () => false,
  );
}

async function refreshesAtPool(RefreshToken: string | undefined): Promise<boolean> {
  return await app.cognito
    .send(new GetTokensFromRefreshTokenCommand({ ClientId: publicClientId, RefreshToken }))
    .then(
      () => true,
      () => false,
    );
}

/** Somebody who is signed in in a browser, on a phone, and in another app client. */
async function signInThrice() {
  const person = await signUpPerson(app);
  const phone = await signInPerson(app, person);
  const elsewhere = await signInWithoutApi(person);
  expect(await worksAtPool(phone.accessToken)).toBe(true);
  return { person, phone, elsewhere };
}

async function expectOthersEnded({ phone, elsewhere }: Awaited<ReturnType<typeof signInThrice>>) {
  expect(await worksAtPool(phone.accessToken)).toBe(false);
  expect(await worksAtPool(elsewhere.AccessToken)).toBe(false);
  expect(await refreshesAtPool(elsewhere.RefreshToken)).toBe(false);
  expect((await catchRequestError(phone.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
}

/** Expects that a session goes on, on both nodes, here and at the pool, now and after its access token expires. */
async function expectGoesOn(browser: Browser, accessToken: string | undefined): Promise<void> {
  expect(await worksAtPool(accessToken)).toBe(true);
  browser.useAccessToken(accessToken);
  const there = node.browser();
  there.useAccessToken(accessToken);
  for (const { sdk } of [browser, there]) {
    expect((await sdk.account()).viewer?.sessions.map(({ current }) => current)).toEqual([true]);
  }
  for (let round = 0; round < 2; round += 1) {
    app.advance({ minutes: 16 });
    const { refreshSession } = await browser.sdk.refreshSession({});
    browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    expect((await browser.sdk.account()).viewer?.sessions.map(({ current }) => current)).toEqual([true]);
  }
}

describe("changePassword", () => {
  it("ends the other sessions and app clients at the pool; the current session goes on by a new sign-in", async () => {
    const all = await signInThrice();
    const { browser, password, accessToken } = all.person;
    const { changePassword } = await browser.sdk.changePassword({
      input: { currentPassword: password, newPassword },
    });
    const { session, challenge } = expectState(changePassword, "PasswordChanged");
    expect(challenge).toBeNull();
    await expectOthersEnded(all);
    // The API accepts the previous access token until it expires, on every node.
    const there = node.browser();
    for (const each of [browser, there]) {
      each.useAccessToken(accessToken);
      expect((await each.sdk.viewer()).viewer?.handle).toBe(all.person.handle);
    }
    expect(await worksAtPool(accessToken)).toBe(false);
    await expectGoesOn(browser, session?.accessToken);
  });

  it("lets a session in the payload keep its refresh token", async () => {
    const { email, password } = await signUpPerson(app);
    const { signIn } = await app.sdk.signIn({
      input: { identifier: email, password, refreshTokenDelivery: "PAYLOAD" },
    });
    const { accessToken, refreshToken } = expectState(signIn, "SignedIn").session;
    const browser = app.browser();
    browser.useAccessToken(accessToken);
    const input = { currentPassword: password, newPassword };
    const { changePassword } = await browser.sdk.changePassword({ input });
    expect(expectState(changePassword, "PasswordChanged").session?.refreshToken).toBeNull();
    const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken } });
    const next = expectState(refreshSession, "SignedIn").session;
    expect(await worksAtPool(next.accessToken)).toBe(true);
    // Rotation and the detection of reuse go on.
    app.advance({ seconds: 31 });
    const again = await app.sdk.refreshSession({ input: { refreshToken } });
    expect(problemsOf(again.refreshSession)).toEqual(["SESSION_EXPIRED"]);
    expect(await worksAtPool(next.accessToken)).toBe(false);
  });

  it("twice in a row lets the session go on, and no token from before the first is accepted", async () => {
    const { browser, password, accessToken } = await signUpPerson(app);
    const passwords = [password, newPassword, "a third pass phrase here"];
    let last: string | undefined;
    for (const index of [0, 1]) {
      const [currentPassword = "", next = ""] = passwords.slice(index);
      const { changePassword } = await browser.sdk.changePassword({
        input: { currentPassword, newPassword: next },
      });
      last = expectState(changePassword, "PasswordChanged").session?.accessToken;
      browser.useAccessToken(last);
    }
    browser.useAccessToken(accessToken);
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    await expectGoesOn(browser, last);
  });

  it("asks an account with an authenticator app for its code; the answer lets the session go on", async () => {
    const all = await signInThrice();
    const { person } = all;
    const { sdk } = person.browser;
    const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    await sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    app.advance({ seconds: 31 });
    const { changePassword } = await sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    const { session, challenge } = expectState(changePassword, "PasswordChanged");
    expect(session).toBeNull();
    await expectOthersEnded(all);
    const { respondToChallenge } = await sdk.respondToChallenge({
      input: { challengeToken: challenge?.token ?? "", code: totpCode(secret, app.now()) },
    });
    const signedIn = expectState(respondToChallenge, "SignedIn").session;
    await expectGoesOn(person.browser, signedIn.accessToken);
  });

  it("from a session of the previous version, or of another app client, gives the person a session", async () => {
    const person = await signUpPerson(app);
    const [row] = (await person.browser.sdk.account()).viewer?.sessions ?? [];
    await app.db
      .update(sessions)
      .set({ poolToken: null, issuedTokens: null })
      .where(eq(sessions.id, row?.id ?? ""));
    const { changePassword } = await person.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    const { session } = expectState(changePassword, "PasswordChanged");
    expect(session).not.toBeNull();
    await expectGoesOn(person.browser, session?.accessToken);

    const other = app.browser();
    other.useAccessToken((await signInWithoutApi({ ...person, password: newPassword })).AccessToken);
    const input = { currentPassword: newPassword, newPassword: person.password };
    const again = expectState((await other.sdk.changePassword({ input })).changePassword, "PasswordChanged");
    const { refreshToken } = again.session ?? {};
    const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken: refreshToken ?? "" } });
    expectState(refreshSession, "SignedIn");
  });

  it("ends them without the AWS permission, by the access token", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const denied = await app.startNode({ COGNITO_ENDPOINT: pool.url });
    pool.faults.set("AdminUserGlobalSignOut", {
      kind: "exception",
      name: "AccessDeniedException",
      status: 400,
    });
    const person = await signUpPerson(app);
    const elsewhere = await signInWithoutApi(person);
    const here = await signInPerson(denied, person);
    const { changePassword } = await here.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    expect(expectState(changePassword, "PasswordChanged").session).not.toBeNull();
    expect(await refreshesAtPool(elsewhere.RefreshToken)).toBe(false);
  });
});

describe("signOutEverywhere with exceptCurrent", () => {
  it("ends the other sessions and app clients at the pool; the current session goes on by a new sign-in", async () => {
    const all = await signInThrice();
    const { browser, password } = all.person;
    const { signOutEverywhere } = await browser.sdk.signOutEverywhere({
      input: { exceptCurrent: true, password },
    });
    const { accessToken, refreshToken } = expectState(signOutEverywhere, "SignedIn").session;
    expect(refreshToken).toBeNull();
    await expectOthersEnded(all);
    await expectGoesOn(browser, accessToken);
  });

  it("requires the right password, counts wrong ones, and ends nothing without it", async () => {
    const { person, phone, elsewhere } = await signInThrice();
    const answers: string[] = [];
    for (const password of [
      undefined,
      "",
      "not the pass phrase",
      "x",
      ...Array.from({ length: 4 }, () => "y"),
    ]) {
      const { signOutEverywhere } = await person.browser.sdk.signOutEverywhere({
        input: { exceptCurrent: true, ...(password !== undefined && { password }) },
      });
      answers.push(...problemsOf(signOutEverywhere));
    }
    expect(answers).toEqual([
      "INVALID_INPUT password",
      "INVALID_INPUT password",
      ...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS password"),
      "RATE_LIMITED",
    ]);
    expect(await worksAtPool(phone.accessToken)).toBe(true);
    expect(await refreshesAtPool(elsewhere.RefreshToken)).toBe(true);
    expect((await phone.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });
});

describe("the end of one session", () => {
  const ends: Record<string, (person: Person, phone: Browser) => Promise<unknown>> = {
    "revokeSession from another device": async ({ browser }, phone) => {
      const [current] = ((await phone.sdk.account()).viewer?.sessions ?? []).filter((each) => each.current);
      await browser.sdk.revokeSession({ input: { sessionId: current?.id ?? "" } });
    },
    signOut: (_person, phone) => phone.sdk.signOut(),
    "signOut without the cookie": (_person, phone) => {
      phone.cookies.clear();
      return phone.sdk.signOut();
    },
    "a new sign-in in the same browser": ({ email, password }, phone) =>
      phone.sdk.signIn({ input: { identifier: email, password } }),
    "the use of an old refresh token": async (_person, phone) => {
      const old = new Map(phone.cookies);
      await phone.sdk.refreshSession({});
      app.advance({ seconds: 31 });
      for (const [name, value] of old) phone.cookies.set(name, value);
      await phone.sdk.refreshSession({});
    },
  };

  it.each(Object.entries(ends))("is true at the pool: %s", async (_name, end) => {
    const person = await signUpPerson(app);
    const phone = await signInPerson(node, person);
    expect(await worksAtPool(phone.accessToken)).toBe(true);
    await end(person, phone.browser);
    expect(await worksAtPool(phone.accessToken)).toBe(false);
    expect(await worksAtPool(person.accessToken)).toBe(true);
  });
});

describe("the database", () => {
  it("stores the pool's refresh token sealed, with a key that needs the app client's secret", async () => {
    const { browser, email, password } = await signUpPerson(app);
    const input = { identifier: email, password, refreshTokenDelivery: "PAYLOAD" } as const;
    const { session } = expectState((await browser.sdk.signIn({ input })).signIn, "SignedIn");
    const { family, refreshToken = "" } = parseFamilyToken(session.refreshToken ?? "") ?? {};
    const rows = await app.db.select().from(sessions);
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
    const row = rows.find(({ familyHash }) => familyHash === hashToken(family ?? ""));
    const openWith = async (salt?: string): Promise<string | undefined> => {
      const key = deriveKey(await readAppSecret(app.db), "refresh tokens of the user pool", salt);
      return createPoolTokens(key).open(row?.poolToken ?? null, row?.familyHash ?? "");
    };
    const { COGNITO_CLIENT_SECRET: secret } = await poolEnvironment(app.cognito, app.userPoolUrl);
    expect(await openWith(secret)).toBe(refreshToken);
    expect(await openWith()).toBeUndefined();
  });
});

describe("confirmTotp", () => {
  it("ends the other sessions, here and at the pool, since they did not ask for a code", async () => {
    const { person, phone, elsewhere } = await signInThrice();
    const there = node.browser();
    there.useAccessToken(elsewhere.AccessToken);
    expect((await there.sdk.viewer()).viewer?.handle).toBe(person.handle);
    const { sdk } = person.browser;
    const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    app.advance({ seconds: 2 });
    const { confirmTotp } = await sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    expectState(confirmTotp, "Viewer");
    for (const browser of [phone.browser, there]) {
      await eventually(async () =>
        expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
      );
    }
    expect(await worksAtPool(phone.accessToken)).toBe(false);
    expect((await sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });
});
