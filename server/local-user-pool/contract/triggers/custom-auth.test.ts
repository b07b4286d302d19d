import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AssociateSoftwareTokenCommand,
  AdminSetUserMFAPreferenceCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { InitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../../clients/authenticator.ts";
import { createPool, createUser, defined, newEmail, password, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { createSrpClient } from "../support/srp-client.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, allFlows, createTriggerPool } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

type Step = { challengeName: string; challengeResult: boolean; challengeMetadata: string | null };

const stepsOf = (request: Record<string, unknown>) => request["session"] as Step[];
const lastOf = (request: Record<string, unknown>) => stepsOf(request).at(-1);

/** Triggers that ask for the answer "qapla", as often as it takes up to three times, after a password if one is sent. */
function addChallengeTriggers() {
  const define = addTrigger(endpoint, ({ request }) => {
    const steps = stepsOf(request);
    const last = lastOf(request);
    if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true };
    const wrong = steps.filter(({ challengeResult }) => !challengeResult).length;
    return wrong >= 3 ? { failAuthentication: true } : { challengeName: "CUSTOM_CHALLENGE" };
  });
  const create = addTrigger(endpoint, () => ({
    publicChallengeParameters: { question: "How do Klingons greet?" },
    privateChallengeParameters: { answer: "qapla" },
    challengeMetadata: "GREETING",
  }));
  const verify = addTrigger(endpoint, ({ request }) => ({
    answerCorrect: request["challengeAnswer"] === Object(request["privateChallengeParameters"])["answer"],
  }));
  const config = {
    DefineAuthChallenge: define.arn,
    CreateAuthChallenge: create.arn,
    VerifyAuthChallengeResponse: verify.arn,
  };
  return { define, create, verify, config };
}

const start = (
  { clientId: ClientId }: TestPool,
  USERNAME: string,
  parameters: Record<string, string> = {},
): Promise<InitiateAuthCommandOutput> =>
  endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME, ...parameters },
      ClientMetadata: { not: "passed on" },
    }),
  );

const respond = (
  { clientId: ClientId }: TestPool,
  { ChallengeName, Session }: Pick<InitiateAuthCommandOutput, "ChallengeName" | "Session">,
  ChallengeResponses: Record<string, string>,
) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses,
      ClientMetadata: { passed: "on" },
    }),
  );

describe("CUSTOM_AUTH", () => {
  it("signs in by an answer that the triggers accept", async () => {
    const { define, create, verify, config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const USERNAME = await createUser(endpoint, pool.poolId);
    const asked = await start(pool, USERNAME);
    const userName = defined(asked.ChallengeParameters?.["USERNAME"]);
    expect(asked).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { question: "How do Klingons greet?" },
    });
    expect(JSON.stringify(asked)).not.toContain("qapla");
    const { AuthenticationResult } = await respond(pool, asked, { USERNAME, ANSWER: "qapla" });
    expect(AuthenticationResult).toMatchObject({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
      RefreshToken: expect.any(String),
    });
    const clientMetadata = { passed: "on" };
    const userAttributes = { email: USERNAME, "cognito:user_status": "CONFIRMED" };
    expect(define.events).toMatchObject([
      {
        triggerSource: "DefineAuthChallenge_Authentication",
        userName,
        request: { userAttributes, session: [], userNotFound: false },
        response: { challengeName: null, issueTokens: null, failAuthentication: null },
      },
      {
        request: {
          session: [
            { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "GREETING" },
          ],
          clientMetadata,
        },
      },
    ]);
    expect(define.events[0]?.request).not.toHaveProperty("clientMetadata");
    expect(create.events).toMatchObject([
      {
        triggerSource: "CreateAuthChallenge_Authentication",
        request: { userAttributes, challengeName: "CUSTOM_CHALLENGE", session: [] },
      },
    ]);
    expect(verify.events).toMatchObject([
      {
        triggerSource: "VerifyAuthChallengeResponse_Authentication",
        request: {
          userAttributes,
          privateChallengeParameters: { answer: "qapla" },
          challengeAnswer: "qapla",
          clientMetadata,
        },
        response: { answerCorrect: null },
      },
    ]);
  });

  it("asks again after a wrong answer, in a new session, until the trigger ends it", async () => {
    const { config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const USERNAME = await createUser(endpoint, pool.poolId);
    const first = await start(pool, USERNAME);
    const second = await respond(pool, first, { USERNAME, ANSWER: "wrong" });
    expect(second.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect(second.Session).not.toBe(first.Session);
    await expect(respond(pool, first, { USERNAME, ANSWER: "qapla" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session can only be used once.",
    });
    const third = await respond(pool, second, { USERNAME, ANSWER: "wrong" });
    await expect(respond(pool, third, { USERNAME, ANSWER: "wrong" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("counts an answer once, also in parallel requests", async () => {
    const { config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const USERNAME = await createUser(endpoint, pool.poolId);
    const asked = await start(pool, USERNAME);
    const answers = ["wrong", "qapla", "wrong"].map((ANSWER) => respond(pool, asked, { USERNAME, ANSWER }));
    const results = await Promise.allSettled(answers);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("begins with the password where the client sends SRP_A, and asks for the second factor before the triggers", async () => {
    const { define, config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const { poolId: UserPoolId } = pool;
    const USERNAME = await createUser(endpoint, UserPoolId);
    const secret = await turnOnTotp(pool, USERNAME);
    endpoint.advance(30);
    const srp = createSrpClient();
    const asked = await start(pool, USERNAME, { CHALLENGE_NAME: "SRP_A", SRP_A: srp.SRP_A });
    expect(asked.ChallengeName).toBe("PASSWORD_VERIFIER");
    const parameters = defined(asked.ChallengeParameters);
    const proof = srp.respond(UserPoolId, parameters, password, endpoint.now());
    const second = await respond(pool, asked, proof);
    expect(second.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(secret, endpoint.now());
    const third = await respond(pool, second, { USERNAME, SOFTWARE_TOKEN_MFA_CODE });
    expect(third.ChallengeName).toBe("CUSTOM_CHALLENGE");
    const { AuthenticationResult } = await respond(pool, third, { USERNAME, ANSWER: "qapla" });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(
      define.events.map(({ request }) => stepsOf(request).map(({ challengeName }) => challengeName)),
    ).toEqual([
      ["SRP_A"],
      ["SRP_A", "PASSWORD_VERIFIER", "SOFTWARE_TOKEN_MFA"],
      ["SRP_A", "PASSWORD_VERIFIER", "SOFTWARE_TOKEN_MFA", "CUSTOM_CHALLENGE"],
    ]);
  });

  it("with a wrong password asks no trigger", async () => {
    const { define, config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const USERNAME = await createUser(endpoint, pool.poolId);
    const srp = createSrpClient();
    const asked = await start(pool, USERNAME, { CHALLENGE_NAME: "SRP_A", SRP_A: srp.SRP_A });
    const proof = srp.respond(pool.poolId, defined(asked.ChallengeParameters), "wrong", endpoint.now());
    await expect(respond(pool, asked, proof)).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    expect(define.events).toHaveLength(1);
  });

  it("plays a user who does not exist, who never gets tokens", async () => {
    const { define, verify, config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const USERNAME = newEmail();
    const asked = await start(pool, USERNAME);
    expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");
    await expect(respond(pool, asked, { USERNAME, ANSWER: "qapla" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    for (const { events } of [define, verify]) {
      expect(events[0]?.request).toMatchObject({ userNotFound: true, userAttributes: {} });
    }
  });

  it("refuses a user who is disabled or not confirmed, whatever the triggers say", async () => {
    const { config } = addChallengeTriggers();
    const pool = await createTriggerPool(endpoint, config);
    const { SignUpCommand, AdminDisableUserCommand } =
      await import("@aws-sdk/client-cognito-identity-provider");
    const unconfirmed = newEmail();
    await endpoint.cognito.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: unconfirmed, Password: password }),
    );
    const asked = await start(pool, unconfirmed);
    await expect(respond(pool, asked, { USERNAME: unconfirmed, ANSWER: "qapla" })).rejects.toMatchObject({
      name: "UserNotConfirmedException",
    });
    const disabled = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: disabled }));
    const second = await start(pool, disabled);
    await expect(respond(pool, second, { USERNAME: disabled, ANSWER: "qapla" })).rejects.toMatchObject({
      message: "User is disabled.",
    });
  });

  it("is for administrators too, and for users without a password of their own", async () => {
    const { config } = addChallengeTriggers();
    const { poolId: UserPoolId, clientId: ClientId } = await createTriggerPool(endpoint, config);
    const USERNAME = newEmail();
    await endpoint.cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: USERNAME, MessageAction: "SUPPRESS" }),
    );
    const asked = await endpoint.cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: "CUSTOM_AUTH",
        AuthParameters: { USERNAME },
      }),
    );
    const pool = { poolId: UserPoolId, clientId: ClientId, secret: undefined };
    const { AuthenticationResult } = await respond(pool, asked, { USERNAME, ANSWER: "qapla" });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("needs the triggers, and an app client that allows it", async () => {
    const without = await createPool(endpoint, { pool: {}, client: allFlows });
    const USERNAME = await createUser(endpoint, without.poolId);
    await expect(start(without, USERNAME)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Custom auth lambda trigger is not configured for the user pool.",
    });
    const closed = await createPool(endpoint, { pool: {} });
    await expect(start(closed, USERNAME)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it.each([
    ["nothing", {}],
    ["an unknown challenge", { challengeName: "SMS_MFA" }],
    ["a password that was not sent", { challengeName: "PASSWORD_VERIFIER" }],
  ])("fails where DefineAuthChallenge decides for %s", async (_case, decision) => {
    const define = addTrigger(endpoint, () => decision);
    const pool = await createTriggerPool(endpoint, { DefineAuthChallenge: define.arn });
    const USERNAME = await createUser(endpoint, pool.poolId);
    await expect(start(pool, USERNAME)).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
  });
});

/** Sets an authenticator app up. @returns its secret. */
async function turnOnTotp(pool: TestPool, Username: string): Promise<string> {
  const { poolId: UserPoolId } = pool;
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const { AccessToken } = await tokensFor(endpoint, pool, Username);
  const { SecretCode = "" } = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = totpCode(SecretCode, endpoint.now());
  await endpoint.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await endpoint.cognito.send(
    new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, SoftwareTokenMfaSettings }),
  );
  return SecretCode;
}
