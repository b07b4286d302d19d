import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  ChallengeNameType,
  SetUserMFAPreferenceCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeStepAt, totpCode } from "../../mfa/totp.ts";
import { createPool, createUser, defined, signInByPassword, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import { onlyLocally } from "../support/named-pool.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** MFA is up to the user. */
let optional: TestPool;
/** MFA by app is demanded. */
let demanding: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  [optional, demanding] = await Promise.all([
    createPool(endpoint, { pool: {} }),
    createPool(endpoint, { pool: {} }),
  ]);
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: optional.poolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration,
    }),
  );
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: demanding.poolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration,
    }),
  );
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const codeOf = (secret: string, stepsAhead = 0) => totpCode(secret, timeStepAt(endpoint.now()) + stepsAhead);
/** The code of the next half-minute, which is taken already: the one of this half-minute may have been used. */
const nextCodeOf = (secret: string) => codeOf(secret, 1);
const wrongCodeOf = (secret: string) =>
  defined(
    ["111111", "222222", "333333", "444444"].find(
      (code) => ![-1, 0, 1].some((step) => codeOf(secret, step) === code),
    ),
  );

const associate = (input: { AccessToken?: string; Session?: string }) =>
  endpoint.cognito.send(new AssociateSoftwareTokenCommand(input));

const verify = (UserCode: string, input: { AccessToken?: string; Session?: string }) =>
  endpoint.cognito.send(new VerifySoftwareTokenCommand({ UserCode, FriendlyDeviceName: "Phone", ...input }));

const prefer = (AccessToken: string, input: Omit<SetUserMFAPreferenceCommandInput, "AccessToken">) =>
  endpoint.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, ...input }));

const respond = (
  pool: TestPool,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName,
      Session,
      ChallengeResponses,
    }),
  );

/** A user of the optional pool who signs in with an app; the code of this step has been used. */
async function createUserWithApp(): Promise<{ email: string; secret: string; AccessToken: string }> {
  const email = await createUser(endpoint, optional.poolId);
  const { AccessToken } = await tokensFor(endpoint, optional, email);
  const secret = defined((await associate({ AccessToken })).SecretCode);
  await verify(codeOf(secret), { AccessToken });
  await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  return { email, secret, AccessToken };
}

describe("an authenticator app", () => {
  it("is set up by a signed-in user, and asked for from then on", async () => {
    const { email, secret, AccessToken } = await createUserWithApp();
    expect(await endpoint.cognito.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
    const challenge = await signInByPassword(endpoint, optional, email);
    expect(challenge).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: "Phone" },
    });
    const answer = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    const signedIn = await respond(optional, "SOFTWARE_TOKEN_MFA", challenge.Session, answer);
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("counts for nothing until the user switches it on", async () => {
    const email = await createUser(endpoint, optional.poolId);
    const { AccessToken } = await tokensFor(endpoint, optional, email);
    await expect(prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true } })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const secret = defined((await associate({ AccessToken })).SecretCode);
    await expect(verify(wrongCodeOf(secret), { AccessToken })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    expect((await verify(codeOf(secret), { AccessToken })).Status).toBe("SUCCESS");
    expect((await signInByPassword(endpoint, optional, email)).AuthenticationResult).toBeDefined();
  });

  it("gives codes that work once, also for those who use one twice at once", async () => {
    const { email, secret } = await createUserWithApp();
    const [one, two] = [
      await signInByPassword(endpoint, optional, email),
      await signInByPassword(endpoint, optional, email),
    ];
    const answer = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    const answers = await Promise.allSettled(
      [one, two].map(({ Session }) => respond(optional, "SOFTWARE_TOKEN_MFA", Session, answer)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "fulfilled",
      "rejected",
    ]);
    expect(answers.find((each) => each.status === "rejected")?.reason).toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("is locked by wrong codes as a password is", async () => {
    const { email, secret } = await createUserWithApp();
    endpoint.advance(30);
    const { Session } = await signInByPassword(endpoint, optional, email);
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      respond(optional, "SOFTWARE_TOKEN_MFA", Session, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE });
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(answer(wrongCodeOf(secret))).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(answer(codeOf(secret))).rejects.toMatchObject(refused);
    endpoint.advance(1);
    expect((await answer(codeOf(secret))).AuthenticationResult).toBeDefined();
  });

  it("is replaced only by one that has proved itself", async () => {
    const { email, secret, AccessToken } = await createUserWithApp();
    await associate({ AccessToken });
    const { Session } = await signInByPassword(endpoint, optional, email);
    const answer = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    expect(
      (await respond(optional, "SOFTWARE_TOKEN_MFA", Session, answer)).AuthenticationResult,
    ).toBeDefined();
  });

  it("is switched off again", async () => {
    const { email, AccessToken } = await createUserWithApp();
    await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: false } });
    const user = await endpoint.cognito.send(new GetUserCommand({ AccessToken }));
    expect(user.UserMFASettingList).toBeUndefined();
    expect(user.PreferredMfaSetting).toBeUndefined();
    expect((await signInByPassword(endpoint, optional, email)).AuthenticationResult).toBeDefined();
  });

  it("is taken by an administrator from a user who has lost it", async () => {
    const { email } = await createUserWithApp();
    const user = { UserPoolId: optional.poolId, Username: email };
    const factors = () => endpoint.cognito.send(new AdminGetUserAuthFactorsCommand(user));
    expect(await factors()).toMatchObject({ UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] });
    await endpoint.cognito.send(new AdminDeleteSoftwareTokenCommand(user));
    expect((await factors()).UserMFASettingList).toBeUndefined();
    expect((await signInByPassword(endpoint, optional, email)).AuthenticationResult).toBeDefined();
  });

  it("is not there in a pool without it", async () => {
    const plain = await createPool(endpoint, { pool: {} });
    const { AccessToken } = await tokensFor(endpoint, plain, await createUser(endpoint, plain.poolId));
    await expect(associate({ AccessToken })).rejects.toMatchObject({
      name: "SoftwareTokenMFANotFoundException",
    });
  });
});

describe("a pool that demands MFA", () => {
  it("has the user set up an app on the way in", async () => {
    const email = await createUser(endpoint, demanding.poolId);
    const challenge = await signInByPassword(endpoint, demanding, email);
    expect(challenge).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    const setUp = await associate({ Session: challenge.Session });
    const secret = defined(setUp.SecretCode);
    await expect(verify(wrongCodeOf(secret), { Session: setUp.Session })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    const code = codeOf(secret);
    const verified = await verify(code, { Session: setUp.Session });
    const finish = (Session: string | undefined) =>
      respond(demanding, "MFA_SETUP", Session, { USERNAME: email });
    await expect(finish(setUp.Session)).rejects.toMatchObject(refused);
    expect((await finish(verified.Session)).AuthenticationResult).toBeDefined();
    await expect(finish(verified.Session)).rejects.toMatchObject(refused);

    // From now on it asks for the app, without anybody having switched it on.
    const next = await signInByPassword(endpoint, demanding, email);
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const replayed = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code };
    await expect(respond(demanding, "SOFTWARE_TOKEN_MFA", next.Session, replayed)).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("lets nobody skip the set-up, or replace an app with the password alone", async () => {
    const email = await createUser(endpoint, demanding.poolId);
    const early = await signInByPassword(endpoint, demanding, email);
    const other = await signInByPassword(endpoint, demanding, email);
    await expect(respond(demanding, "MFA_SETUP", early.Session, { USERNAME: email })).rejects.toMatchObject(
      refused,
    );
    const setUp = await associate({ Session: early.Session });
    await verify(codeOf(defined(setUp.SecretCode)), { Session: setUp.Session });
    await expect(associate({ Session: other.Session })).rejects.toMatchObject(refused);
    await expect(associate({})).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("several second factors", () => {
  it("are offered, or the preferred one is taken", async () => {
    onlyLocally("e-mail as a second factor needs Amazon SES");
    await endpoint.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: optional.poolId,
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: { Subject: "Your code", Message: "Sign in with {####}" },
      }),
    );
    const { email, AccessToken } = await createUserWithApp();
    await prefer(AccessToken, {
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
      EmailMfaSettings: { Enabled: true },
    });
    const challenge = await signInByPassword(endpoint, optional, email);
    expect(challenge).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' },
    });
    const select = (ANSWER: string) =>
      respond(optional, "SELECT_MFA_TYPE", challenge.Session, { USERNAME: email, ANSWER });
    await expect(select("SMS_MFA")).rejects.toMatchObject({ name: "MFAMethodNotFoundException" });
    const otp = await select("EMAIL_OTP");
    expect(endpoint.mailTo(email)).toMatchObject({
      subject: "Your code",
      text: `Sign in with ${endpoint.codeFor(email)}`,
    });
    const answer = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
    expect((await respond(optional, "EMAIL_OTP", otp.Session, answer)).AuthenticationResult).toBeDefined();

    await prefer(AccessToken, { EmailMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await signInByPassword(endpoint, optional, email)).ChallengeName).toBe("EMAIL_OTP");
    await expect(
      prefer(AccessToken, {
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    const user = await endpoint.cognito.send(
      new AdminGetUserCommand({ UserPoolId: optional.poolId, Username: email }),
    );
    expect(user).toMatchObject({ PreferredMfaSetting: "EMAIL_OTP" });
  });
});
