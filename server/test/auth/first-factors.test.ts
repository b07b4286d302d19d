import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignInInput } from "../../../client/generated/types.ts";
import type { Browser } from "../support/app/browser.ts";
import { type Account, newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startOnPool } from "../support/app/start-on-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

const noClasses = {
  MinimumLength: 12,
  RequireLowercase: false,
  RequireUppercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
};

let app: TestApp;
let node: Awaited<ReturnType<typeof startOnPool>>;
/** The node, with the mails of the app beside it. */
let site: Pick<TestApp, "browser"> & TestApp;
beforeAll(async () => {
  app = await startTestApp();
  node = await startOnPool(app, {
    pool: {
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Policies: {
        PasswordPolicy: noClasses,
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
      },
    },
  });
  site = { ...app, ...node };
});
afterAll(() => app.stop());

async function begin({ sdk }: Pick<Browser, "sdk">, identifier: string, more: Partial<SignInInput> = {}) {
  const { signIn } = await sdk.signIn({ input: { identifier, ...more } });
  return expectState(signIn, "ChallengeRequired").challenge;
}

type Answer = Parameters<TestApp["sdk"]["respondToChallenge"]>[0]["input"];
async function respond({ sdk }: Pick<Browser, "sdk">, input: Answer) {
  return (await sdk.respondToChallenge({ input })).respondToChallenge;
}

const preferred = "EMAIL_OTP";

describe("a sign-in without a password", () => {
  it("offers the factors of the pool, and goes on with the chosen one", async () => {
    const { email, password } = await signUpPerson(site);
    const browser = node.browser();
    const challenge = await begin(browser, email);
    expect(challenge).toMatchObject({
      name: "SELECT_CHALLENGE",
      availableFactors: ["PASSWORD", "EMAIL_OTP"],
      codeDelivery: null,
    });
    const { token: challengeToken } = challenge;
    expect(problemsOf(await respond(browser, { challengeToken }))).toEqual(["INVALID_INPUT selectedFactor"]);
    const passkey = await respond(browser, { challengeToken, selectedFactor: "WEB_AUTHN" });
    expect(problemsOf(passkey)).toEqual(["FACTOR_NOT_AVAILABLE selectedFactor"]);
    const next = await respond(browser, { challengeToken, selectedFactor: "PASSWORD" });
    const asked = expectState(next, "ChallengeRequired").challenge;
    expect(asked).toMatchObject({ name: "PASSWORD", availableFactors: [] });
    const wrong = await respond(browser, { challengeToken: asked.token, password: "not the pass phrase" });
    expect(problemsOf(wrong)).toEqual(["INVALID_CREDENTIALS"]);
    expectState(await respond(browser, { challengeToken: asked.token, password }), "SignedIn");
    // Each token is used once.
    for (const token of [challengeToken, asked.token])
      expect(problemsOf(await respond(browser, { challengeToken: token, password }))).toEqual([
        "CHALLENGE_EXPIRED challengeToken",
      ]);
  });

  it("takes the password with the choice of it", async () => {
    const { email, password } = await signUpPerson(site);
    const { token: challengeToken } = await begin(node, email);
    const answer = { challengeToken, selectedFactor: "PASSWORD", password } as const;
    expect((await respond(node, answer)).__typename).toBe("SignedIn");
  });

  it("takes the code from the mail, once", async () => {
    const { email } = await signUpPerson(site);
    const challenge = await begin(node, email, { preferred });
    expect(challenge).toMatchObject({ name: preferred, codeDelivery: { medium: "EMAIL" } });
    const answer = { challengeToken: challenge.token, code: await newestCode(app, email) };
    const wrong = await respond(node, { ...answer, code: "00000000" });
    expect(problemsOf(wrong)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const { session } = expectState(await respond(node, answer), "SignedIn");
    expect(session.viewer.email).toBe(email);
    expect(problemsOf(await respond(node, answer))).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
  });

  it("requires the password where there is nothing else, and refuses what the pool does not have", async () => {
    const { email } = newAccount();
    const passwords = await startOnPool(app, { pool: { UsernameAttributes: ["email"] } });
    const { signIn } = await passwords.sdk.signIn({ input: { identifier: email } });
    expect(problemsOf(signIn)).toEqual(["INVALID_INPUT password"]);
    const { signIn: bySms } = await node.sdk.signIn({ input: { identifier: email, preferred: "SMS_OTP" } });
    expect(problemsOf(bySms)).toEqual(["FACTOR_NOT_AVAILABLE preferred"]);
  });

  it("mails as few codes as any other mutation", async () => {
    const { email } = await signUpPerson(site);
    const states: string[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { signIn } = await node.sdk.signIn({ input: { identifier: email, preferred } });
      states.push(signIn.__typename === "Rejected" ? problemsOf(signIn).join() : signIn.__typename);
    }
    // The sign-up has used the first.
    expect(states).toEqual(["ChallengeRequired", "ChallengeRequired", "RATE_LIMITED", "RATE_LIMITED"]);
  });
});

/** The parts of a challenge that do not differ between any two. */
async function anonymous(account: Pick<Account, "email">) {
  const { token, expiresAt: _expiresAt, ...challenge } = await begin(node, account.email, { preferred });
  const { codeDelivery } = challenge;
  const destination = codeDelivery?.destination.replace(/^./, "?");
  return { token, looks: { ...challenge, codeDelivery: { ...codeDelivery, destination } } };
}

it("an address with an account, one without, and one that waits for its confirmation are told apart by nothing, at any time", async () => {
  const known = await signUpPerson(site);
  const waiting = newAccount();
  await node.sdk.signUp({ input: waiting });
  const nobody = newAccount();
  const [one, ...others] = [
    await anonymous(known),
    await anonymous(waiting),
    await anonymous(nobody),
  ] as const;
  for (const { looks } of others) expect(looks).toEqual(one.looks);
  for (const account of [known, waiting, nobody]) expect((await anonymous(account)).looks).toEqual(one.looks);
  const offers = async ({ email }: Pick<Account, "email">) => {
    const { token: _token, expiresAt: _expiresAt, ...challenge } = await begin(node, email);
    return challenge;
  };
  const offer = await offers(known);
  for (const account of [waiting, nobody, known, waiting, nobody])
    expect(await offers(account)).toEqual(offer);
  const answers: string[][] = [];
  for (const { token: challengeToken } of [one, ...others]) {
    const problems: string[] = [];
    for (let guess = 0; guess < 6; guess += 1)
      problems.push(...problemsOf(await respond(node, { challengeToken, code: "00000000" })));
    answers.push(problems);
  }
  const refused = [...Array.from({ length: 5 }, () => "INVALID_OR_EXPIRED_CODE code"), "RATE_LIMITED"];
  expect(answers).toEqual([refused, refused, refused]);
});

it("only a browser that has signed in before hears that the account does not have the factor", async () => {
  const { email, browser } = await signUpPerson(site);
  await app.cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: node.UserPoolId,
      Username: email,
      UserAttributes: [{ Name: "email_verified", Value: "false" }],
    }),
  );
  browser.useAccessToken(undefined);
  const { signIn } = await browser.sdk.signIn({ input: { identifier: email, preferred } });
  expect(problemsOf(signIn)).toEqual(["FACTOR_NOT_AVAILABLE preferred"]);
  expect(await begin(node.browser(), email, { preferred })).toMatchObject({ name: preferred });
});

it("an account without a password is made, signs in by codes, and is deleted by its sign-in", async () => {
  const { password: _password, ...account } = newAccount();
  const { authOptions } = await node.sdk.authOptions();
  expect(authOptions.passwordIsRequired).toBe(false);
  const browser = node.browser();
  expectState((await browser.sdk.signUp({ input: account })).signUp, "CodeSent");
  const input = { identifier: account.email, code: await newestCode(app, account.email) };
  expectState((await browser.sdk.confirmSignUp({ input })).confirmSignUp, "SignedIn");
  // Neither an empty password nor any other signs in.
  const guess = { identifier: account.email, password: newAccount().password };
  expect(problemsOf((await node.sdk.signIn({ input: guess })).signIn)).toEqual(["INVALID_CREDENTIALS"]);
  const { token: challengeToken } = await begin(browser, account.email, { preferred });
  const answer = { challengeToken, code: await newestCode(app, account.email) };
  const { session } = expectState(await respond(browser, answer), "SignedIn");
  browser.useAccessToken(session.accessToken);
  expectState((await browser.sdk.deleteAccount({ input: {} })).deleteAccount, "AccountDeleted");
  const withPassword = await signUpPerson(site);
  const { deleteAccount } = await withPassword.browser.sdk.deleteAccount({ input: {} });
  expect(problemsOf(deleteAccount)).toEqual(["INVALID_CREDENTIALS password"]);
});
