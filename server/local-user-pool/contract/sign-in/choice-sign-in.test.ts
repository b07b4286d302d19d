import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  createUser,
  defined,
  masked,
  newEmail,
  newInbox,
  password,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { createSrpClient } from "../support/srp-client.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
  });
});

afterAll(() => endpoint.close());

const start = (USERNAME: string, parameters: Record<string, string> = {}, ClientId = pool.clientId) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, ...parameters } }),
  );

const respond = (
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

const anotherCode = (code: string) => (code === "00000000" ? "00000001" : "00000000");
const refused = { name: "NotAuthorizedException" };

describe("USER_AUTH without a preference", () => {
  it("offers the first factors that the user has", async () => {
    const response = await start(await createUser(endpoint, pool.poolId));
    expect(response).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
  });

  it("offers the same to a user who does not exist, but never signs in", async () => {
    onlyLocally("Cognito may offer other factors to a user who does not exist");
    const email = newEmail();
    const { AvailableChallenges, Session } = await start(email);
    expect(AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]);
    await expect(
      respond("SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "PASSWORD", PASSWORD: password }),
    ).rejects.toMatchObject({ ...refused, message: "Incorrect username or password." });
    const otp = await respond("SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "EMAIL_OTP" });
    expect(otp.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DESTINATION: masked(email) });
    expect(endpoint.mailsTo(email)).toHaveLength(0);
    await expect(
      respond("EMAIL_OTP", otp.Session, { USERNAME: email, EMAIL_OTP_CODE: "12345678" }),
    ).rejects.toMatchObject({ name: "CodeMismatchException" });
  });

  it("offers only the password to a user with a temporary password", async () => {
    const email = newEmail();
    await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: email,
        TemporaryPassword: "Temporary-1",
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
    expect((await start(email)).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });

  it("continues with the password, also after a wrong one", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const response = { USERNAME: email, ANSWER: "PASSWORD" };
    await expect(
      respond("SELECT_CHALLENGE", Session, { ...response, PASSWORD: "Wrong-Horse-9" }),
    ).rejects.toMatchObject(refused);
    const signedIn = await respond("SELECT_CHALLENGE", Session, { ...response, PASSWORD: password });
    expect(signedIn.AuthenticationResult).toBeDefined();
    await expect(
      respond("SELECT_CHALLENGE", Session, { ...response, PASSWORD: password }),
    ).rejects.toMatchObject(refused);
  });

  it("continues with a PASSWORD challenge if the password is missing", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const challenge = await respond("SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "PASSWORD" });
    expect(challenge.ChallengeName).toBe("PASSWORD");
    const signedIn = await respond("PASSWORD", challenge.Session, { USERNAME: email, PASSWORD: password });
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("continues with SRP", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const srp = createSrpClient();
    const response = { USERNAME: email, ANSWER: "PASSWORD_SRP", SRP_A: srp.SRP_A };
    const { ChallengeName, ChallengeParameters } = await respond("SELECT_CHALLENGE", Session, response);
    expect(ChallengeName).toBe("PASSWORD_VERIFIER");
    const proof = srp.respond(pool.poolId, defined(ChallengeParameters), password, endpoint.now());
    expect((await respond("PASSWORD_VERIFIER", undefined, proof)).AuthenticationResult).toBeDefined();
  });

  it("rejects a factor that was not offered, and another user", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    await expect(
      respond("SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "WEB_AUTHN" }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(
      respond("SELECT_CHALLENGE", Session, { USERNAME: newEmail(), ANSWER: "EMAIL_OTP" }),
    ).rejects.toMatchObject(refused);
  });
});

describe("USER_AUTH with a preference", () => {
  it("signs in with a password in the same request", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const response = await start(email, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password });
    expect(response.AuthenticationResult).toBeDefined();
  });

  it("starts SRP", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { SRP_A } = createSrpClient();
    const response = await start(email, { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A });
    expect(response.ChallengeName).toBe("PASSWORD_VERIFIER");
  });

  it("mails a code of eight digits", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    const challenge = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(challenge).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: masked(email),
      },
    });
    const code = endpoint.codeFor(email);
    expect(code).toMatch(/^\d{8}$/);
    const respondWith = (EMAIL_OTP_CODE: string) =>
      respond("EMAIL_OTP", challenge.Session, { USERNAME: email, EMAIL_OTP_CODE });
    await expect(respondWith(anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    const results = await Promise.allSettled([respondWith(code), respondWith(code), respondWith(code)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("rejects a mailed code after three minutes, and more than thirty attempts an hour", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    const late = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    endpoint.advance(180);
    const lateAnswer = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
    await expect(respond("EMAIL_OTP", late.Session, lateAnswer)).rejects.toMatchObject(refused);
    const { Session } = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const code = endpoint.codeFor(email);
    const respondWith = (EMAIL_OTP_CODE: string) =>
      respond("EMAIL_OTP", Session, { USERNAME: email, EMAIL_OTP_CODE });
    for (let attempt = 0; attempt < 30; attempt++) {
      await expect(respondWith(anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(respondWith(code)).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it("mails nothing to a disabled user, and does not reveal it", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await endpoint.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: email }));
    expect((await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" })).ChallengeName).toBe("EMAIL_OTP");
    expect(endpoint.mailsTo(email)).toHaveLength(0);
  });
});

it("signs in a user without a password by an e-mailed code", async () => {
  const email = newInbox();
  const { User } = await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: email,
      UserAttributes: [{ Name: "email_verified", Value: "true" }],
    }),
  );
  expect(User?.UserStatus).toBe("CONFIRMED");
  const { AvailableChallenges, Session } = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
  expect(AvailableChallenges).toEqual(["EMAIL_OTP"]);
  const response = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
  expect((await respond("EMAIL_OTP", Session, response)).AuthenticationResult).toBeDefined();
});

it("requires the client to allow it, and reveals unknown users to LEGACY clients", async () => {
  const plain = await createClient(endpoint, pool.poolId, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
  await expect(start(newEmail(), {}, plain.ClientId)).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  const legacy = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
  await expect(start(newEmail(), {}, legacy.ClientId)).rejects.toMatchObject({
    name: "UserNotFoundException",
  });
});
