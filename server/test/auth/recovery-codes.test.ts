import {
  AdminSetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { recoveryCodes } from "../../auth/recovery-codes/recovery-codes-table.ts";
import { newestCode, type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { type Fault, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await setMfa("OPTIONAL");
});
afterAll(() => app.stop());

async function setMfa(MfaConfiguration: "OPTIONAL" | "ON"): Promise<void> {
  await app.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration,
      SoftwareTokenMfaConfiguration: { Enabled: true },
      ...(MfaConfiguration === "OPTIONAL" && {
        EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Code" },
      }),
    }),
  );
}

type Sdk = TestApp["sdk"];

async function enableTotp({ browser }: Person): Promise<string> {
  const { secret } = expectState((await browser.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
  const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
  expectState(confirmTotp, "Viewer");
  return secret;
}

async function openChallenge({ email, password }: Person, sdk: Sdk = app.sdk) {
  const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
  return expectState(signIn, "ChallengeRequired").challenge;
}

/** Signs in with both factors, in the person's browser. */
async function signInWithTotp(person: Person, secret: string): Promise<void> {
  // The app accepts each code once.
  app.advance({ seconds: 31 });
  const { sdk, useAccessToken } = person.browser;
  const { token: challengeToken } = await openChallenge(person, sdk);
  const input = { challengeToken, code: totpCode(secret, app.now()) };
  const { respondToChallenge } = await sdk.respondToChallenge({ input });
  useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
}

async function createCodes({ browser }: Person): Promise<string[]> {
  return expectState((await browser.sdk.createRecoveryCodes()).createRecoveryCodes, "RecoveryCodesCreated")
    .codes;
}

/** A person with an authenticator app and recovery codes, who is signed in with both factors. */
async function signUpWithCodes(): Promise<Person & { secret: string; codes: [string, ...string[]] }> {
  const person = await signUpPerson(app);
  const secret = await enableTotp(person);
  await signInWithTotp(person, secret);
  const [first = "", ...others] = await createCodes(person);
  return { ...person, secret, codes: [first, ...others] };
}

async function recover(person: Person, recoveryCode: string, sdk: Sdk = app.sdk) {
  const { token: challengeToken } = await openChallenge(person, sdk);
  return (await sdk.respondToChallenge({ input: { challengeToken, recoveryCode } })).respondToChallenge;
}

async function codesLeft({ browser }: Person): Promise<number | undefined> {
  return (await browser.sdk.account()).viewer?.recoveryCodesLeft;
}

it("a recovery code turns the authenticator app off, once, and leads back in by the password", async () => {
  const person = await signUpPerson(app);
  const { browser, email, password } = person;
  const create = async () => (await browser.sdk.createRecoveryCodes()).createRecoveryCodes;
  expect(problemsOf(await create())).toEqual(["FACTOR_NOT_AVAILABLE"]);
  const secret = await enableTotp(person);
  // This session signed in with the password alone.
  expect(problemsOf(await create())).toEqual(["REAUTHENTICATION_REQUIRED"]);
  await signInWithTotp(person, secret);
  expect(await codesLeft(person)).toBe(0);
  const codes = await createCodes(person);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){2}$/);
  expect(await codesLeft(person)).toBe(10);
  await eventually(async () => expect((await app.newestMail(email)).subject).toContain("new recovery codes"));

  // As somebody types it from paper.
  const typed = ` ${codes[3]?.toUpperCase().replaceAll("0", "O").replaceAll("1", "l").replaceAll("-", " – ")}`;
  const identifier = expectState(await recover(person, typed), "SignInRequired").identifier;
  await eventually(async () => expect((await app.newestMail(email)).text).toContain("was turned off"));
  const { signIn } = await browser.sdk.signIn({ input: { identifier, password } });
  browser.useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
  const { viewer } = await browser.sdk.account();
  expect(viewer).toMatchObject({ totpEnabled: false, recoveryCodesLeft: 9 });

  // The others are for the next app; new ones replace them.
  const next = await enableTotp(person);
  expect(problemsOf(await recover(person, codes[3] ?? ""))).toEqual(["INVALID_OR_EXPIRED_CODE recoveryCode"]);
  await signInWithTotp(person, next);
  const [newCode = ""] = await createCodes(person);
  expect(problemsOf(await recover(person, codes[4] ?? ""))).toEqual(["INVALID_OR_EXPIRED_CODE recoveryCode"]);
  expectState(await recover(person, newCode), "SignInRequired");
});

it("of two requests with one recovery code, one succeeds; two creations at once leave ten codes", async () => {
  const person = await signUpWithCodes();
  const sets = await Promise.all([createCodes(person), createCodes(person)]);
  expect(await codesLeft(person)).toBe(10);
  const [first, second] = [await openChallenge(person), await openChallenge(person)];
  const answer = async (challengeToken: string, recoveryCode: string) =>
    (await app.sdk.respondToChallenge({ input: { challengeToken, recoveryCode } })).respondToChallenge;
  const refused = await answer(first.token, person.codes[0]);
  expect(problemsOf(refused)).toEqual(["INVALID_OR_EXPIRED_CODE recoveryCode"]);
  for (const { macs } of await app.db.select().from(recoveryCodes))
    for (const mac of macs.split(" ")) expect(mac).toMatch(/^[\w-]{43}$/);
  const results = await Promise.all(
    [first, second].flatMap(({ token }) => sets.map(async ([code = ""]) => await answer(token, code))),
  );
  expect(results.filter(({ __typename }) => __typename === "SignInRequired")).toHaveLength(1);
  expect(await codesLeft(person)).toBe(9);
});

it("guesses are limited, and answered alike with and without recovery codes", async () => {
  const [owner, without] = [await signUpWithCodes(), await signUpPerson(app)];
  await enableTotp(without);
  for (const person of [owner, without]) {
    const browser = app.browser();
    const { token: challengeToken } = await openChallenge(person, browser.sdk);
    const answer = async (recoveryCode: string) =>
      problemsOf(
        (await browser.sdk.respondToChallenge({ input: { challengeToken, recoveryCode } }))
          .respondToChallenge,
      );
    expect(await answer("12345-67890")).toEqual(["INVALID_INPUT recoveryCode"]);
    // Somebody else's, if it is not the owner's.
    const stranger = person === owner ? "00000-00000-00000" : owner.codes[0];
    for (let guess = 0; guess < 5; guess += 1)
      expect(await answer(stranger)).toEqual(["INVALID_OR_EXPIRED_CODE recoveryCode"]);
    expect(await answer(owner.codes[0])).toEqual(["RATE_LIMITED"]);
    // Codes of the app count together with them.
    const { token } = await openChallenge(person, browser.sdk);
    const input = { challengeToken: token, code: "000000" };
    expect(problemsOf((await browser.sdk.respondToChallenge({ input })).respondToChallenge)).toEqual([
      "RATE_LIMITED",
    ]);
  }
});

it("a code that the pool could not be told of stays valid, and none is made that the API could not honour", async () => {
  const person = await signUpWithCodes();
  const { faults, url } = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: url });
  const unavailable: Fault = { kind: "exception", name: "InternalErrorException", status: 500 };
  const denied: Fault = { kind: "exception", name: "AccessDeniedException", status: 400 };
  const { sdk } = node.browser();
  faults.set("AdminDeleteSoftwareToken", unavailable);
  const error = await catchRequestError(recover(person, person.codes[0], sdk));
  expect(error.code).toBe("AUTH_UNAVAILABLE");
  expect(await codesLeft(person)).toBe(10);

  faults.set("AdminDeleteSoftwareToken", denied);
  faults.set("AdminSetUserMFAPreference", denied);
  const headers = { authorization: `Bearer ${person.browser.accessToken()}` };
  const { createRecoveryCodes } = await sdk.createRecoveryCodes({}, { headers });
  expect(problemsOf(createRecoveryCodes)).toEqual(["NOT_SUPPORTED"]);
  // With the older permission alone.
  faults.delete("AdminSetUserMFAPreference");
  expectState(await recover(person, person.codes[0], sdk), "SignInRequired");
  const { signIn } = await sdk.signIn({ input: { identifier: person.email, password: person.password } });
  expect(signIn.__typename).toBe("SignedIn");
});

it("answers SELECT_MFA_TYPE too; the other factor stays", async () => {
  const person = await signUpWithCodes();
  await app.cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: person.email,
      EmailMfaSettings: { Enabled: true, PreferredMfa: false },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    }),
  );
  const { name, token: challengeToken } = await openChallenge(person);
  expect(name).toBe("SELECT_MFA_TYPE");
  const { respondToChallenge } = await app.sdk.respondToChallenge({
    input: { challengeToken, recoveryCode: person.codes[0] },
  });
  expectState(respondToChallenge, "SignInRequired");
  const mailed = await openChallenge(person);
  expect(mailed.name).toBe("EMAIL_OTP");
  // This challenge takes its own code alone.
  const answer = await app.sdk.respondToChallenge({
    input: { challengeToken: mailed.token, recoveryCode: person.codes[1] ?? "" },
  });
  expect(problemsOf(answer.respondToChallenge)).toEqual(["INVALID_INPUT code"]);
  const right = { challengeToken: mailed.token, code: await newestCode(app, person.email) };
  expectState((await app.sdk.respondToChallenge({ input: right })).respondToChallenge, "SignedIn");
});

it("codes end with the authenticator app that is disabled, and with the account", async () => {
  const person = await signUpWithCodes();
  const { sdk } = person.browser;
  expectState((await sdk.disableTotp()).disableTotp, "Viewer");
  expect(await codesLeft(person)).toBe(0);
  const rows = await app.db.select().from(recoveryCodes);
  await signInWithTotp(person, await enableTotp(person));
  await createCodes(person);
  expect(await app.db.select().from(recoveryCodes)).toHaveLength(rows.length + 1);
  const { deleteAccount } = await sdk.deleteAccount({ input: { password: person.password } });
  expectState(deleteAccount, "AccountDeleted");
  expect(await app.db.select().from(recoveryCodes)).toHaveLength(rows.length);
});

it("leads to MFA_SETUP in a pool that requires a second factor", async () => {
  const person = await signUpWithCodes();
  await setMfa("ON");
  try {
    expectState(await recover(person, person.codes[0]), "SignInRequired");
    expect((await openChallenge(person)).name).toBe("MFA_SETUP");
  } finally {
    await setMfa("OPTIONAL");
  }
});
