import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  ChallengeNameType,
  CreateUserPoolCommandInput,
  SetUserMFAPreferenceCommandInput,
  SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeStepAt, totpCode } from "../../mfa/totp.ts";
import {
  createNamedUser,
  createPool,
  defined,
  maskedPhone,
  newPhone,
  password,
  phonePool,
  signInByPassword,
  smsSettings,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
const invalid = { name: "InvalidParameterException" };
const refused = { name: "NotAuthorizedException" };

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const plainPool = { ...smsSettings, UsernameAttributes: undefined, AutoVerifiedAttributes: undefined };

/** Creates a pool with SMS_MFA, and with these factors besides. */
const createMfaPool = async (
  MfaConfiguration: "ON" | "OPTIONAL",
  factors: Partial<SetUserPoolMfaConfigCommandInput> = {},
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<TestPool> => {
  onlyLocally("a pool of AWS needs a role that may send SMS");
  const pool = await createPool(endpoint, { pool: { ...plainPool, ...settings } });
  await configure(pool, { MfaConfiguration, SmsMfaConfiguration: {}, ...factors });
  return pool;
};

const configure = ({ poolId: UserPoolId }: TestPool, input: Partial<SetUserPoolMfaConfigCommandInput>) =>
  endpoint.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...input }));

const prefer = (
  { poolId: UserPoolId }: TestPool,
  Username: string,
  settings: Omit<SetUserMFAPreferenceCommandInput, "AccessToken">,
) => endpoint.cognito.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, ...settings }));

const respond = (
  { clientId: ClientId }: TestPool,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );

const describeUser = ({ poolId: UserPoolId }: TestPool, Username: string) =>
  endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));

const otherCode = (code: string) => (code === "000000" ? "000001" : "000000");

describe("SMS_MFA in a pool that requires MFA", () => {
  it("asks for a code of six digits, which signs in once", async () => {
    const pool = await createMfaPool("ON");
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone, phone_number_verified: "true" });
    const challenge = await signInByPassword(endpoint, pool, "ada");
    expect(challenge).toMatchObject({
      ChallengeName: "SMS_MFA",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: maskedPhone(phone),
        USER_ID_FOR_SRP: "ada",
      },
    });
    const code = endpoint.codeFor(phone);
    expect(code).toMatch(/^\d{6}$/);
    const answer = (SMS_MFA_CODE: string) =>
      respond(pool, "SMS_MFA", challenge.Session, { USERNAME: "ada", SMS_MFA_CODE });
    await expect(answer(otherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect((await answer(code)).AuthenticationResult).toBeDefined();
    await expect(answer(code)).rejects.toMatchObject(refused);
  });

  it("sends the code to a number that is not verified, and verifies it", async () => {
    const pool = await createMfaPool("ON");
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    const { Session } = await signInByPassword(endpoint, pool, "ada");
    const response = { USERNAME: "ada", SMS_MFA_CODE: endpoint.codeFor(phone) };
    await respond(pool, "SMS_MFA", Session, response);
    expect((await describeUser(pool, "ada")).UserAttributes).toContainEqual({
      Name: "phone_number_verified",
      Value: "true",
    });
  });

  it("answers MFA_SETUP with the pool's factors to a user without a phone number", async () => {
    const pool = await createMfaPool("ON", { SoftwareTokenMfaConfiguration: { Enabled: true } });
    await createNamedUser(endpoint, pool, "ada");
    const challenge = await signInByPassword(endpoint, pool, "ada");
    expect(challenge).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    });
    const bySms = await createMfaPool("ON");
    await createNamedUser(endpoint, bySms, "ada");
    const { ChallengeParameters, Session } = await signInByPassword(endpoint, bySms, "ada");
    expect(ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    await expect(endpoint.cognito.send(new AssociateSoftwareTokenCommand({ Session }))).rejects.toMatchObject(
      { name: "SoftwareTokenMFANotFoundException" },
    );
  });

  it("asks after a sign-up too, whose code was a first factor", async () => {
    const pool = await createMfaPool("ON", {}, phonePool);
    const { clientId: ClientId } = pool;
    const phone = newPhone();
    await endpoint.cognito.send(new SignUpCommand({ ClientId, Username: phone, Password: password }));
    const ConfirmationCode = endpoint.codeFor(phone);
    const { Session } = await endpoint.cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username: phone, ConfirmationCode }),
    );
    const challenge = await endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: phone },
        Session,
      }),
    );
    expect(challenge.ChallengeName).toBe("SMS_MFA");
    const response = { USERNAME: phone, SMS_MFA_CODE: endpoint.codeFor(phone) };
    expect((await respond(pool, "SMS_MFA", challenge.Session, response)).AuthenticationResult).toBeDefined();
  });

  it("rejects a code after three minutes, and more than thirty attempts an hour", async () => {
    const pool = await createMfaPool("ON");
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    const late = await signInByPassword(endpoint, pool, "ada");
    endpoint.advance(181);
    const response = { USERNAME: "ada", SMS_MFA_CODE: endpoint.codeFor(phone) };
    await expect(respond(pool, "SMS_MFA", late.Session, response)).rejects.toMatchObject(refused);
    const { Session } = await signInByPassword(endpoint, pool, "ada");
    const code = endpoint.codeFor(phone);
    for (let attempt = 0; attempt < 30; attempt++) {
      await expect(
        respond(pool, "SMS_MFA", Session, { USERNAME: "ada", SMS_MFA_CODE: otherCode(code) }),
      ).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(
      respond(pool, "SMS_MFA", Session, { USERNAME: "ada", SMS_MFA_CODE: code }),
    ).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it("does not take the code of another user's challenge", async () => {
    const pool = await createMfaPool("ON");
    const [phone, other] = [newPhone(), newPhone()];
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    await createNamedUser(endpoint, pool, "eve", { phone_number: other });
    const { Session } = await signInByPassword(endpoint, pool, "ada");
    await signInByPassword(endpoint, pool, "eve");
    const SMS_MFA_CODE = endpoint.codeFor(other);
    if (SMS_MFA_CODE !== endpoint.codeFor(phone)) {
      await expect(
        respond(pool, "SMS_MFA", Session, { USERNAME: "ada", SMS_MFA_CODE }),
      ).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(respond(pool, "SMS_MFA", Session, { USERNAME: "eve", SMS_MFA_CODE })).rejects.toMatchObject(
      refused,
    );
  });
});

describe("SMS_MFA in a pool whose MFA is optional", () => {
  it("is asked for once the user has enabled it, and shown in their settings", async () => {
    const pool = await createMfaPool("OPTIONAL");
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    const { AccessToken } = await tokensFor(endpoint, pool, "ada");
    await endpoint.cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const user = await describeUser(pool, "ada");
    expect(user).toMatchObject({ UserMFASettingList: ["SMS_MFA"], PreferredMfaSetting: "SMS_MFA" });
    expect(user.MFAOptions).toBeUndefined();
    expect((await signInByPassword(endpoint, pool, "ada")).ChallengeName).toBe("SMS_MFA");
    await prefer(pool, "ada", { SMSMfaSettings: { Enabled: false } });
    expect((await describeUser(pool, "ada")).PreferredMfaSetting).toBeUndefined();
    expect((await signInByPassword(endpoint, pool, "ada")).AuthenticationResult).toBeDefined();
  });

  it("cannot be enabled without a phone number, nor in a pool that does not have it", async () => {
    const pool = await createMfaPool("OPTIONAL");
    await createNamedUser(endpoint, pool, "ada");
    const SMSMfaSettings = { Enabled: true };
    await expect(prefer(pool, "ada", { SMSMfaSettings })).rejects.toMatchObject(invalid);
    const without = await createPool(endpoint, { pool: plainPool });
    await createNamedUser(endpoint, without, "ada", { phone_number: newPhone() });
    await expect(prefer(without, "ada", { SMSMfaSettings })).rejects.toMatchObject(invalid);
  });

  it("is one of several factors to choose from, unless one is preferred", async () => {
    const pool = await createMfaPool("OPTIONAL", { SoftwareTokenMfaConfiguration: { Enabled: true } });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    const { AccessToken } = await tokensFor(endpoint, pool, "ada");
    const { SecretCode } = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = totpCode(defined(SecretCode), timeStepAt(endpoint.now()));
    await endpoint.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    await prefer(pool, "ada", {
      SMSMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: true },
    });
    const challenge = await signInByPassword(endpoint, pool, "ada");
    expect(challenge).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    });
    expect(endpoint.mailsTo(phone)).toEqual([]);
    const chosen = await respond(pool, "SELECT_MFA_TYPE", challenge.Session, {
      USERNAME: "ada",
      ANSWER: "SMS_MFA",
    });
    expect(chosen.ChallengeParameters).toMatchObject({
      CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
      CODE_DELIVERY_DESTINATION: maskedPhone(phone),
    });
    const response = { USERNAME: "ada", SMS_MFA_CODE: endpoint.codeFor(phone) };
    expect((await respond(pool, "SMS_MFA", chosen.Session, response)).AuthenticationResult).toBeDefined();

    await prefer(pool, "ada", { SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await signInByPassword(endpoint, pool, "ada")).ChallengeName).toBe("SMS_MFA");
    await prefer(pool, "ada", { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await signInByPassword(endpoint, pool, "ada")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await expect(
      prefer(pool, "ada", {
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    ).rejects.toMatchObject(invalid);
  });

  it("rules out the phone number for recovery, where the pool says how people recover", async () => {
    const pool = await createMfaPool(
      "OPTIONAL",
      {},
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: "verified_phone_number", Priority: 1 },
            { Name: "verified_email", Priority: 2 },
          ],
        },
      },
    );
    await createNamedUser(endpoint, pool, "ada", {
      phone_number: newPhone(),
      phone_number_verified: "true",
      email: "ada@example.com",
      email_verified: "true",
    });
    const recover = async () => {
      const command = new ForgotPasswordCommand({ ClientId: pool.clientId, Username: "ada" });
      return (await endpoint.cognito.send(command)).CodeDeliveryDetails?.DeliveryMedium;
    };
    expect(await recover()).toBe("SMS");
    await prefer(pool, "ada", { SMSMfaSettings: { Enabled: true } });
    expect(await recover()).toBe("EMAIL");
  });
});

describe("SetUserPoolMfaConfig", () => {
  const configOf = ({ poolId: UserPoolId }: TestPool) =>
    endpoint.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));

  it("configures SMS for the pool, and returns it", async () => {
    onlyLocally("a pool of AWS needs a role that may send SMS");
    const pool = await createPool(endpoint, { pool: {} });
    const SmsMfaConfiguration = { ...smsSettings, SmsAuthenticationMessage: "Sign in with {####}" };
    await configure(pool, { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration });
    expect(await configOf(pool)).toMatchObject({ MfaConfiguration: "OPTIONAL", SmsMfaConfiguration });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada@example.com", { phone_number: phone });
    await prefer(pool, "ada@example.com", { SMSMfaSettings: { Enabled: true } });
    await signInByPassword(endpoint, pool, "ada@example.com");
    expect(endpoint.mailTo(phone).text).toBe(`Sign in with ${endpoint.codeFor(phone)}`);
  });

  it("replaces all that was set before", async () => {
    const pool = await createMfaPool("ON", { SoftwareTokenMfaConfiguration: { Enabled: true } });
    await configure(pool, { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration: {} });
    expect((await configOf(pool)).SoftwareTokenMfaConfiguration).toBeUndefined();
    await configure(pool, {});
    const config = await configOf(pool);
    expect(config.MfaConfiguration).toBe("OFF");
    expect(config.SmsMfaConfiguration).toBeUndefined();
  });

  it.each<[string, Partial<SetUserPoolMfaConfigCommandInput>]>([
    ["MFA without a factor", { MfaConfiguration: "ON" }],
    [
      "a factor while MFA is off",
      { MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } },
    ],
    ["SMS in a pool that cannot send it", { MfaConfiguration: "ON", SmsMfaConfiguration: {} }],
  ])("refuses %s", async (_case, input) => {
    const pool = await createPool(endpoint, { pool: {} });
    await expect(configure(pool, input)).rejects.toMatchObject(invalid);
  });

  it("refuses to leave SMS out in a pool that sends it", async () => {
    const pool = await createMfaPool("OPTIONAL");
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await expect(
      configure(pool, { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration }),
    ).rejects.toMatchObject(invalid);
  });

  it("refuses a role that may not send SMS", async () => {
    onlyLocally("Cognito names another exception for a role that it cannot assume");
    const pool = await createPool(endpoint, { pool: {} });
    const SmsConfiguration = { SnsCallerArn: "arn:aws:sns:us-east-1:000000000000:topic" };
    await expect(
      configure(pool, { MfaConfiguration: "ON", SmsMfaConfiguration: { SmsConfiguration } }),
    ).rejects.toMatchObject({ name: "InvalidSmsRoleAccessPolicyException" });
  });

  it("refuses required MFA while a code is a first factor", async () => {
    onlyLocally("a pool of AWS needs a role that may send SMS");
    const AllowedFirstAuthFactors = ["PASSWORD" as const, "SMS_OTP" as const];
    const pool = await createPool(endpoint, {
      pool: { ...plainPool, Policies: { SignInPolicy: { AllowedFirstAuthFactors } } },
    });
    const SmsMfaConfiguration = {};
    await expect(configure(pool, { MfaConfiguration: "ON", SmsMfaConfiguration })).rejects.toMatchObject(
      invalid,
    );
    await configure(pool, { MfaConfiguration: "OPTIONAL", SmsMfaConfiguration });
  });
});

describe("MfaConfiguration of CreateUserPool and UpdateUserPool", () => {
  it("needs SMS and verified phone numbers, and then turns SMS_MFA on", async () => {
    await expect(createPool(endpoint, { pool: { MfaConfiguration: "ON" } })).rejects.toMatchObject(invalid);
    onlyLocally("a pool of AWS needs a role that may send SMS");
    const pool = await createPool(endpoint, { pool: { ...phonePool, MfaConfiguration: "ON" } });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone);
    expect((await signInByPassword(endpoint, pool, phone)).ChallengeName).toBe("SMS_MFA");
  });

  it("is turned off by an update that omits it, and on again with the factors that were enabled", async () => {
    const pool = await createMfaPool("ON");
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    const update = (MfaConfiguration?: "ON", settings: Partial<UpdateUserPoolCommandInput> = smsSettings) =>
      endpoint.cognito.send(
        new UpdateUserPoolCommand({ UserPoolId: pool.poolId, ...settings, MfaConfiguration }),
      );
    await expect(update("ON", {})).rejects.toMatchObject(invalid);
    await update();
    expect((await signInByPassword(endpoint, pool, "ada")).AuthenticationResult).toBeDefined();
    await update("ON");
    expect((await signInByPassword(endpoint, pool, "ada")).ChallengeName).toBe("SMS_MFA");
  });
});
