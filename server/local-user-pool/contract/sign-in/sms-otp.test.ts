import {
  AdminCreateUserCommand,
  AdminGetUserAuthFactorsCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  ChallengeNameType,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createNamedUser,
  createPool,
  defined,
  maskedPhone,
  newPhone,
  password,
  phonePool,
  toAttributeList,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const settings = {
  ...phonePool,
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP"] } },
} satisfies Partial<CreateUserPoolCommandInput>;

const createOtpPool = async (options: Partial<CreateUserPoolCommandInput> = settings) => {
  onlyLocally("a pool of AWS needs a role that may send SMS");
  return await createPool(endpoint, { pool: options });
};

const verified = { phone_number_verified: "true" };

const start = ({ clientId: ClientId }: TestPool, USERNAME: string, parameters: Record<string, string> = {}) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, ...parameters } }),
  );

const respond = (
  { clientId: ClientId }: TestPool,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );

const otherCode = (code: string) => (code === "00000000" ? "00000001" : "00000000");

describe("SMS_OTP", () => {
  it("is offered to a user with a verified phone number, and signs in when chosen", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone, verified);
    const { AvailableChallenges, ChallengeName, Session } = await start(pool, phone);
    expect(ChallengeName).toBe("SELECT_CHALLENGE");
    expect(AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "SMS_OTP"]);
    const challenge = await respond(pool, "SELECT_CHALLENGE", Session, {
      USERNAME: phone,
      ANSWER: "SMS_OTP",
    });
    expect(challenge).toMatchObject({
      ChallengeName: "SMS_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: maskedPhone(phone),
      },
    });
    const code = endpoint.codeFor(phone);
    expect(code).toMatch(/^\d{8}$/);
    const answer = (SMS_OTP_CODE: string) =>
      respond(pool, "SMS_OTP", challenge.Session, { USERNAME: phone, SMS_OTP_CODE });
    await expect(answer(otherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect((await answer(code)).AuthenticationResult).toBeDefined();
    await expect(answer(code)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("starts at once as the preferred challenge", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone, verified);
    const challenge = await start(pool, phone, { PREFERRED_CHALLENGE: "SMS_OTP" });
    expect(challenge.ChallengeName).toBe("SMS_OTP");
    expect(challenge.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "SMS_OTP"]);
    const response = { USERNAME: phone, SMS_OTP_CODE: endpoint.codeFor(phone) };
    expect((await respond(pool, "SMS_OTP", challenge.Session, response)).AuthenticationResult).toBeDefined();
  });

  it("is not offered without a verified number", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone);
    const { AvailableChallenges } = await start(pool, phone, { PREFERRED_CHALLENGE: "SMS_OTP" });
    expect(AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });

  it("is a factor of the user, beside the password", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone, verified);
    const { ConfiguredUserAuthFactors } = await endpoint.cognito.send(
      new AdminGetUserAuthFactorsCommand({ UserPoolId: pool.poolId, Username: phone }),
    );
    expect(ConfiguredUserAuthFactors).toEqual(["PASSWORD", "SMS_OTP"]);
  });

  it("is simulated for a user who does not exist, and never signs in", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    const challenge = await start(pool, phone, { PREFERRED_CHALLENGE: "SMS_OTP" });
    expect(challenge.ChallengeParameters).toMatchObject({
      CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
      CODE_DELIVERY_DESTINATION: maskedPhone(phone),
    });
    expect(endpoint.mailsTo(phone)).toEqual([]);
    await expect(
      respond(pool, "SMS_OTP", challenge.Session, { USERNAME: phone, SMS_OTP_CODE: "12345678" }),
    ).rejects.toMatchObject({ name: "CodeMismatchException" });
    // By another name the number is not known; it is the same for every request.
    const masks = await Promise.all(
      ["ghost@example.com", "ghost@example.com"].map(
        async (name) => (await start(pool, name, { PREFERRED_CHALLENGE: "SMS_OTP" })).ChallengeParameters,
      ),
    );
    expect(masks[0]?.["CODE_DELIVERY_DESTINATION"]).toMatch(/^\+\*{7}\d{4}$/);
    expect(masks[1]).toEqual(masks[0]);
  });

  it("needs no password: a user can be created without one", async () => {
    const pool = await createOtpPool();
    const phone = newPhone();
    const { User } = await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: phone,
        UserAttributes: toAttributeList({ phone_number_verified: "true" }),
      }),
    );
    expect(User?.UserStatus).toBe("CONFIRMED");
    expect((await start(pool, phone)).AvailableChallenges).toEqual(["SMS_OTP"]);
  });

  it("is followed by a second factor that does not go to the same phone", async () => {
    const pool = await createOtpPool();
    await endpoint.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: pool.poolId,
        MfaConfiguration: "OPTIONAL",
        SmsMfaConfiguration: {},
      }),
    );
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone, verified);
    const signInBySms = async () => {
      const { Session } = await start(pool, phone, { PREFERRED_CHALLENGE: "SMS_OTP" });
      return await respond(pool, "SMS_OTP", Session, {
        USERNAME: phone,
        SMS_OTP_CODE: endpoint.codeFor(phone),
      });
    };
    const { AuthenticationResult } = await signInBySms();
    const AccessToken = defined(AuthenticationResult?.AccessToken);
    await endpoint.cognito.send(
      new SetUserMFAPreferenceCommand({ AccessToken, SMSMfaSettings: { Enabled: true } }),
    );
    expect((await signInBySms()).AuthenticationResult).toBeDefined();
    const byPassword = await start(pool, phone, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password });
    expect(byPassword.ChallengeName).toBe("SMS_MFA");
  });

  it("is not offered by a pool that cannot send SMS", async () => {
    const pool = await createOtpPool({
      ...settings,
      SmsConfiguration: undefined,
      AutoVerifiedAttributes: [],
    });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, phone, verified);
    expect((await start(pool, phone)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });
});

it("a pool whose policy has no EMAIL_OTP and no SMS_OTP offers passwords only", async () => {
  const pool = await createOtpPool(phonePool);
  const phone = newPhone();
  await createNamedUser(endpoint, pool, phone, verified);
  expect((await start(pool, phone)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
});
