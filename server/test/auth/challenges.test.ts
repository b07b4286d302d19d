import {
  AdminSetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode, wrongTotpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newestCode, type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import {
  localUserPoolId as UserPoolId,
  startTestApp,
  startTestAppForThisTest,
  type TestApp,
} from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Code" },
    }),
  );
});
afterAll(() => app.stop());

async function openChallenge({ email, password }: Person, { sdk }: Pick<TestApp, "sdk"> = app) {
  const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
  return expectState(signIn, "ChallengeRequired").challenge;
}

async function respond(
  input: Parameters<TestApp["sdk"]["respondToChallenge"]>[0]["input"],
  { sdk }: Pick<TestApp, "sdk"> = app,
) {
  return (await sdk.respondToChallenge({ input })).respondToChallenge;
}

async function enableTotp({ browser }: Person): Promise<string> {
  const { secret } = expectState((await browser.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
  const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
  expectState(confirmTotp, "Viewer");
  app.advance({ seconds: 31 });
  return secret;
}

async function enableEmailMfa({ email }: Person): Promise<void> {
  await app.cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: email,
      EmailMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    }),
  );
}

describe("EMAIL_OTP", () => {
  it("accepts the code from the mail", async () => {
    const person = await signUpPerson(app);
    await enableEmailMfa(person);
    const challenge = await openChallenge(person);
    expect(challenge).toMatchObject({ name: "EMAIL_OTP", codeDelivery: { medium: "EMAIL" } });
    expect(challenge.codeDelivery?.destination).toMatch(/^.\*\*\*@e\*\*\*$/);
    const wrong = await respond({ challengeToken: challenge.token, code: "00000000" });
    expect(problemsOf(wrong)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const right = await respond({
      challengeToken: challenge.token,
      code: await newestCode(app, person.email),
    });
    expect(expectState(right, "SignedIn").session.viewer.email).toBe(person.email);
  });

  it("limits the number of mails", async () => {
    const person = await signUpPerson(app);
    await enableEmailMfa(person);
    const answers: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const { signIn } = await app.sdk.signIn({
        input: { identifier: person.email, password: person.password },
      });
      answers.push(signIn.__typename);
    }
    expect(answers.at(-1)).toBe("Rejected");
  });

  it("is rate limited after five wrong codes, and so is the next sign-in's challenge", async () => {
    const person = await signUpPerson(app);
    await enableEmailMfa(person);
    const { token: challengeToken } = await openChallenge(person);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = await respond({ challengeToken, code: "00000000" });
      expect(problemsOf(answer)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    }
    const code = await newestCode(app, person.email);
    expect(problemsOf(await respond({ challengeToken, code }))).toEqual(["RATE_LIMITED"]);
    const next = await openChallenge(person);
    const another = await respond({
      challengeToken: next.token,
      code: await newestCode(app, person.email),
    });
    expect(problemsOf(another)).toEqual(["RATE_LIMITED"]);
  });
});

describe("SELECT_MFA_TYPE", () => {
  it("accepts a factor, and continues with the challenge of that factor", async () => {
    const person = await signUpPerson(app);
    const secret = await enableTotp(person);
    await app.cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId,
        Username: person.email,
        EmailMfaSettings: { Enabled: true, PreferredMfa: false },
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
      }),
    );
    const challenge = await openChallenge(person);
    expect(challenge.name).toBe("SELECT_MFA_TYPE");
    expect(challenge.factors.toSorted()).toEqual(["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
    expect(problemsOf(await respond({ challengeToken: challenge.token }))).toEqual(["INVALID_INPUT factor"]);
    const chosen = await respond({ challengeToken: challenge.token, factor: "SOFTWARE_TOKEN_MFA" });
    const next = expectState(chosen, "ChallengeRequired").challenge;
    expect(next.name).toBe("SOFTWARE_TOKEN_MFA");
    const signedIn = await respond({ challengeToken: next.token, code: totpCode(secret, app.now()) });
    expect(signedIn.__typename).toBe("SignedIn");
  });
});

describe("MFA_SETUP", () => {
  it("returns a secret for an authenticator app, and accepts a code of it", async () => {
    // A pool that requires a second factor, which nobody has yet.
    const strict = await startTestAppForThisTest();
    const person = await signUpPerson(strict);
    await strict.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "ON",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    const challenge = await openChallenge(person, strict);
    expect(challenge.name).toBe("MFA_SETUP");
    const secret = challenge.totpSecret ?? "";
    expect(challenge.otpauthUri).toContain(`secret=${secret}`);
    const { token: challengeToken } = challenge;
    const wrong = await respond({ challengeToken, code: wrongTotpCode(secret, strict.now()) }, strict);
    expect(problemsOf(wrong)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const right = await respond({ challengeToken, code: totpCode(secret, strict.now()) }, strict);
    expect(expectState(right, "SignedIn").session.viewer.email).toBe(person.email);
    strict.advance({ seconds: 31 });
    expect((await openChallenge(person, strict)).name).toBe("SOFTWARE_TOKEN_MFA");
  });
});
