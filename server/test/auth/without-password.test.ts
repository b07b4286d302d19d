import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser } from "../support/app/browser.ts";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// The laptop's pool, in which a sign-up needs no password.

const preferred = "EMAIL_OTP";
const newPassword = "a first pass phrase of one's own";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    environment: { COGNITO_FIRST_FACTORS: "", COGNITO_SIGN_UP_WITHOUT_PASSWORD: "on" },
  });
});
afterAll(() => app.stop());

/** A new account without a password, signed in. */
async function joinWithoutPassword() {
  const { password: _password, ...account } = newAccount();
  const browser = app.browser();
  expectState((await browser.sdk.signUp({ input: account })).signUp, "CodeSent");
  const input = { identifier: account.email, code: await newestCode(app, account.email) };
  expectState((await browser.sdk.confirmSignUp({ input })).confirmSignUp, "SignedIn");
  await signInByCode(browser, account.email);
  return { ...account, browser };
}

async function signInByCode(browser: Browser, identifier: string): Promise<{ accessToken: string }> {
  const { signIn } = await browser.sdk.signIn({ input: { identifier, preferred } });
  const { token: challengeToken } = expectState(signIn, "ChallengeRequired").challenge;
  const input = { challengeToken, code: await newestCode(app, identifier) };
  const { respondToChallenge } = await browser.sdk.respondToChallenge({ input });
  const { accessToken } = expectState(respondToChallenge, "SignedIn").session;
  browser.useAccessToken(accessToken);
  return { accessToken };
}

async function hasPassword({ sdk }: Pick<Browser, "sdk">): Promise<boolean | undefined> {
  return (await sdk.hasPassword()).viewer?.hasPassword;
}

it("a laptop's pool takes sign-ups without a password where that is wanted", async () => {
  expect((await app.sdk.authOptions()).authOptions.passwordIsRequired).toBe(false);
});

it("a person without a password sets a first one, and then it is asked for", async () => {
  const { email, browser } = await joinWithoutPassword();
  expect(await hasPassword(browser)).toBe(false);
  const { changePassword } = await browser.sdk.changePassword({ input: { newPassword } });
  const { session } = expectState(changePassword, "PasswordChanged");
  browser.useAccessToken(session?.accessToken ?? "");
  expect(await hasPassword(browser)).toBe(true);
  const again = await browser.sdk.changePassword({ input: { newPassword: `${newPassword} again` } });
  expect(problemsOf(again.changePassword)).toEqual(["INVALID_INPUT currentPassword"]);
  const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: newPassword } });
  expectState(signIn, "SignedIn");
});

it("a first password takes a recent sign-in, and must be as good as any", async () => {
  const { email, browser } = await joinWithoutPassword();
  const weak = await browser.sdk.changePassword({ input: { newPassword: email } });
  expect(problemsOf(weak.changePassword)).toEqual(["PASSWORD_BREACHED newPassword"]);
  app.advance({ minutes: 6 });
  const late = await browser.sdk.changePassword({ input: { newPassword } });
  expect(problemsOf(late.changePassword)).toEqual(["REAUTHENTICATION_REQUIRED"]);
});

it("an account with a password must show it", async () => {
  const { browser } = await signUpPerson(app);
  expect(await hasPassword(browser)).toBe(true);
  for (const currentPassword of [undefined, null, ""]) {
    const { changePassword } = await browser.sdk.changePassword({ input: { currentPassword, newPassword } });
    expect(problemsOf(changePassword)).toEqual(["INVALID_INPUT currentPassword"]);
  }
  const { signOutEverywhere } = await browser.sdk.signOutEverywhere({ input: { exceptCurrent: true } });
  expect(problemsOf(signOutEverywhere)).toEqual(["INVALID_INPUT password"]);
});

it("a person without a password ends all other sessions, and goes on by another first factor", async () => {
  const { email, browser } = await joinWithoutPassword();
  const other = app.browser();
  const { accessToken: AccessToken } = await signInByCode(other, email);
  expect(await hasPassword(other)).toBe(false);
  const { signOutEverywhere } = await browser.sdk.signOutEverywhere({ input: { exceptCurrent: true } });
  const { challenge } = expectState(signOutEverywhere, "ChallengeRequired");
  expect(challenge.name).toBe("SELECT_CHALLENGE");
  expect(challenge.availableFactors).not.toContain("PASSWORD");
  await expect(other.sdk.viewer()).rejects.toThrow("Viewer");
  const atPool = app.cognito.send(new GetUserCommand({ AccessToken }));
  await expect(atPool).rejects.toMatchObject({ name: "NotAuthorizedException" });
  expect(problemsOf((await other.sdk.refreshSession()).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  const chosen = await browser.sdk.respondToChallenge({
    input: { challengeToken: challenge.token, selectedFactor: preferred },
  });
  const { token: challengeToken } = expectState(chosen.respondToChallenge, "ChallengeRequired").challenge;
  const input = { challengeToken, code: await newestCode(app, email) };
  const { session } = expectState(
    (await browser.sdk.respondToChallenge({ input })).respondToChallenge,
    "SignedIn",
  );
  browser.useAccessToken(session.accessToken);
  expect(await hasPassword(browser)).toBe(false);
  expectState((await browser.sdk.refreshSession()).refreshSession, "SignedIn");
});
