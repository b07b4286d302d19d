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
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** Its MfaConfiguration is OPTIONAL. */
let optional: TestPool;
/** Its MfaConfiguration is ON. */
let required: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  [optional, required] = await Promise.all([
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
      UserPoolId: required.poolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration,
    }),
  );
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const codeOf = (secret: string, stepsAhead = 0) => totpCode(secret, timeStepAt(endpoint.now()) + stepsAhead);
/** The code of the next time step, which is accepted early: the current one may have been used. */
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

/** Creates a user of the optional pool with an authenticator app. The code of the current time step has been used. */
async function createUserWithApp(): Promise<{ email: string; secret: string; AccessToken: string }> {
  const email = await createUser(endpoint, optional.poolId);
  const { AccessToken } = await tokensFor(endpoint, optional, email);
  const secret = defined((await associate({ AccessToken })).SecretCode);
  await verify(codeOf(secret), { AccessToken });
  await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  return { email, secret, AccessToken };
}

describe("an authenticator app", () => {
  it("is set up by a signed-in user, and then required at sign-in", async () => {
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
    const response = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    const signedIn = await respond(optional, "SOFTWARE_TOKEN_MFA", challenge.Session, response);
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("is not required until the user enables it", async () => {
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

  it("has codes that work once, also under concurrent requests", async () => {
    const { email, secret } = await createUserWithApp();
    const [one, two] = [
      await signInByPassword(endpoint, optional, email),
      await signInByPassword(endpoint, optional, email),
    ];
    const response = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    const results = await Promise.allSettled(
      [one, two].map(({ Session }) => respond(optional, "SOFTWARE_TOKEN_MFA", Session, response)),
    );
    expect(results.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "fulfilled",
      "rejected",
    ]);
    expect(results.find((each) => each.status === "rejected")?.reason).toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("is locked out by wrong codes", async () => {
    const { email, secret } = await createUserWithApp();
    endpoint.advance(30);
    const { Session } = await signInByPassword(endpoint, optional, email);
    const respondWith = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      respond(optional, "SOFTWARE_TOKEN_MFA", Session, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE });
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(respondWith(wrongCodeOf(secret))).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(respondWith(codeOf(secret))).rejects.toMatchObject(refused);
    endpoint.advance(1);
    expect((await respondWith(codeOf(secret))).AuthenticationResult).toBeDefined();
  });

  it("is replaced only after a code has confirmed the new one", async () => {
    const { email, secret, AccessToken } = await createUserWithApp();
    await associate({ AccessToken });
    const { Session } = await signInByPassword(endpoint, optional, email);
    const response = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: nextCodeOf(secret) };
    expect(
      (await respond(optional, "SOFTWARE_TOKEN_MFA", Session, response)).AuthenticationResult,
    ).toBeDefined();
  });

  it("can be disabled", async () => {
    const { email, AccessToken } = await createUserWithApp();
    await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: false } });
    const user = await endpoint.cognito.send(new GetUserCommand({ AccessToken }));
    expect(user.UserMFASettingList).toBeUndefined();
    expect(user.PreferredMfaSetting).toBeUndefined();
    expect((await signInByPassword(endpoint, optional, email)).AuthenticationResult).toBeDefined();
  });

  it("can be deleted by an administrator", async () => {
    const { email } = await createUserWithApp();
    const user = { UserPoolId: optional.poolId, Username: email };
    const factors = () => endpoint.cognito.send(new AdminGetUserAuthFactorsCommand(user));
    expect(await factors()).toMatchObject({ UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] });
    await endpoint.cognito.send(new AdminDeleteSoftwareTokenCommand(user));
    expect((await factors()).UserMFASettingList).toBeUndefined();
    expect((await signInByPassword(endpoint, optional, email)).AuthenticationResult).toBeDefined();
  });

  it("is not available in a pool without it", async () => {
    const plain = await createPool(endpoint, { pool: {} });
    const { AccessToken } = await tokensFor(endpoint, plain, await createUser(endpoint, plain.poolId));
    await expect(associate({ AccessToken })).rejects.toMatchObject({
      name: "SoftwareTokenMFANotFoundException",
    });
  });
});

describe("a pool that requires MFA", () => {
  it("has the user set up an app during the sign-in", async () => {
    const email = await createUser(endpoint, required.poolId);
    const challenge = await signInByPassword(endpoint, required, email);
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
      respond(required, "MFA_SETUP", Session, { USERNAME: email });
    await expect(finish(setUp.Session)).rejects.toMatchObject(refused);
    expect((await finish(verified.Session)).AuthenticationResult).toBeDefined();
    await expect(finish(verified.Session)).rejects.toMatchObject(refused);

    // From now on the app is required, although the user has not enabled it.
    const next = await signInByPassword(endpoint, required, email);
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const replayed = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code };
    await expect(respond(required, "SOFTWARE_TOKEN_MFA", next.Session, replayed)).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it("does not allow skipping the setup, or replacing an app with only the password", async () => {
    const email = await createUser(endpoint, required.poolId);
    const early = await signInByPassword(endpoint, required, email);
    const other = await signInByPassword(endpoint, required, email);
    await expect(respond(required, "MFA_SETUP", early.Session, { USERNAME: email })).rejects.toMatchObject(
      refused,
    );
    const setUp = await associate({ Session: early.Session });
    await verify(codeOf(defined(setUp.SecretCode)), { Session: setUp.Session });
    await expect(associate({ Session: other.Session })).rejects.toMatchObject(refused);
    await expect(associate({})).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("several second factors", () => {
  it("are offered, unless one is preferred", async () => {
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
    const response = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
    expect((await respond(optional, "EMAIL_OTP", otp.Session, response)).AuthenticationResult).toBeDefined();

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
