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
import { onlyLocally } from "../support/named-pool.ts";
import { createSrpClient } from "../support/srp-client.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
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
  it("offers what the user has", async () => {
    const answer = await start(await createUser(endpoint, pool.poolId));
    expect(answer).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
  });

  it("offers the same to somebody who does not exist, and lets nobody in", async () => {
    onlyLocally("Cognito may vary what it offers to somebody who does not exist");
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

  it("offers only the password to somebody whose password is temporary", async () => {
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

  it("goes on with the password, which may be wrong at first", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const answer = { USERNAME: email, ANSWER: "PASSWORD" };
    await expect(
      respond("SELECT_CHALLENGE", Session, { ...answer, PASSWORD: "Wrong-Horse-9" }),
    ).rejects.toMatchObject(refused);
    const signedIn = await respond("SELECT_CHALLENGE", Session, { ...answer, PASSWORD: password });
    expect(signedIn.AuthenticationResult).toBeDefined();
    await expect(
      respond("SELECT_CHALLENGE", Session, { ...answer, PASSWORD: password }),
    ).rejects.toMatchObject(refused);
  });

  it("goes on with a password asked for separately", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const asked = await respond("SELECT_CHALLENGE", Session, { USERNAME: email, ANSWER: "PASSWORD" });
    expect(asked.ChallengeName).toBe("PASSWORD");
    const signedIn = await respond("PASSWORD", asked.Session, { USERNAME: email, PASSWORD: password });
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("goes on with SRP", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { Session } = await start(email);
    const srp = createSrpClient();
    const answer = { USERNAME: email, ANSWER: "PASSWORD_SRP", SRP_A: srp.SRP_A };
    const { ChallengeName, ChallengeParameters } = await respond("SELECT_CHALLENGE", Session, answer);
    expect(ChallengeName).toBe("PASSWORD_VERIFIER");
    const proof = srp.respond(pool.poolId, defined(ChallengeParameters), password, endpoint.now());
    expect((await respond("PASSWORD_VERIFIER", undefined, proof)).AuthenticationResult).toBeDefined();
  });

  it("refuses a choice that it did not offer, and another user", async () => {
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
  it("signs in by a password that came along", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const answer = await start(email, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password });
    expect(answer.AuthenticationResult).toBeDefined();
  });

  it("begins SRP at once", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { SRP_A } = createSrpClient();
    const answer = await start(email, { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A });
    expect(answer.ChallengeName).toBe("PASSWORD_VERIFIER");
  });

  it("mails a code of eight digits at once", async () => {
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
    const answer = (EMAIL_OTP_CODE: string) =>
      respond("EMAIL_OTP", challenge.Session, { USERNAME: email, EMAIL_OTP_CODE });
    await expect(answer(anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    const answers = await Promise.allSettled([answer(code), answer(code), answer(code)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses a mailed code after three minutes, and more than thirty tries an hour", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    const late = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    endpoint.advance(180);
    const lateAnswer = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
    await expect(respond("EMAIL_OTP", late.Session, lateAnswer)).rejects.toMatchObject(refused);
    const { Session } = await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const code = endpoint.codeFor(email);
    const answer = (EMAIL_OTP_CODE: string) =>
      respond("EMAIL_OTP", Session, { USERNAME: email, EMAIL_OTP_CODE });
    for (let attempt = 0; attempt < 30; attempt++) {
      await expect(answer(anotherCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    await expect(answer(code)).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it("mails nothing to somebody who is disabled, and does not say so", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await endpoint.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: email }));
    expect((await start(email, { PREFERRED_CHALLENGE: "EMAIL_OTP" })).ChallengeName).toBe("EMAIL_OTP");
    expect(endpoint.mailsTo(email)).toHaveLength(0);
  });
});

it("lets somebody without a password in by mail alone", async () => {
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
  const answer = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
  expect((await respond("EMAIL_OTP", Session, answer)).AuthenticationResult).toBeDefined();
});

it("is for clients that allow it, and names unknown users to those that hide nobody", async () => {
  const plain = await createClient(endpoint, pool.poolId, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
  await expect(start(newEmail(), {}, plain.ClientId)).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  const frank = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
  await expect(start(newEmail(), {}, frank.ClientId)).rejects.toMatchObject({
    name: "UserNotFoundException",
  });
});
