import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createClient,
  createPool,
  createUser,
  defined,
  newEmail,
  password,
  profile,
  secretHash,
  signInByPassword,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

const signIn = (email: string, secret?: string) => signInByPassword(endpoint, pool, email, secret);
const wrong = "Wrong-Horse-9";
const incorrect = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const lockedOut = { name: "NotAuthorizedException", message: "Password attempts exceeded" };

const failTimes = async (email: string, times: number) => {
  for (let attempt = 0; attempt < times; attempt++) {
    await expect(signIn(email, wrong)).rejects.toMatchObject(incorrect);
  }
};

describe("USER_PASSWORD_AUTH", () => {
  it("returns three tokens", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { AuthenticationResult, ChallengeParameters } = await signIn(email.toUpperCase());
    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: "Bearer" });
    expect(ChallengeParameters).toEqual({});
    const access = claimsOf(AuthenticationResult?.AccessToken);
    const id = claimsOf(AuthenticationResult?.IdToken);
    expect(access).toMatchObject({
      iss: `https://cognito-idp.${endpoint.region}.amazonaws.com/${pool.poolId}`,
      client_id: pool.clientId,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      exp: Number(access["iat"]) + 3600,
      username: access["sub"],
    });
    expect(access).not.toHaveProperty("aud");
    expect(access).not.toHaveProperty("email");
    expect(id).toMatchObject({
      aud: pool.clientId,
      token_use: "id",
      email,
      email_verified: true,
      name: "Ada",
      "cognito:username": access["sub"],
      origin_jti: access["origin_jti"],
      event_id: access["event_id"],
    });
    expect(id["jti"]).not.toBe(access["jti"]);
    expect(AuthenticationResult?.RefreshToken?.split(".")).toHaveLength(5);
  });

  it("dates tokens by the pool's clock, to the second", async () => {
    const { AuthenticationResult } = await signIn(await createUser(endpoint, pool.poolId));
    const seconds = Math.floor(endpoint.frozenNow().getTime() / 1000);
    for (const token of [AuthenticationResult?.AccessToken, AuthenticationResult?.IdToken]) {
      expect(claimsOf(token)).toMatchObject({ auth_time: seconds, iat: seconds, exp: seconds + 3600 });
    }
  });

  it("has the same error for a wrong password and an unknown user", async () => {
    await expect(signIn(await createUser(endpoint, pool.poolId), wrong)).rejects.toMatchObject(incorrect);
    await expect(signIn(newEmail(), wrong)).rejects.toMatchObject(incorrect);
  });

  it("reveals that a user is not confirmed only after the right password", async () => {
    const email = newEmail();
    await endpoint.cognito.send(
      new SignUpCommand({
        ClientId: pool.clientId,
        Username: email,
        Password: password,
        UserAttributes: profile,
      }),
    );
    await expect(signIn(email, wrong)).rejects.toMatchObject(incorrect);
    await expect(signIn(email)).rejects.toMatchObject({ name: "UserNotConfirmedException" });
  });

  it("requires the client to allow it", async () => {
    const client = await createClient(endpoint, pool.poolId, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
    const clientId = defined(client.ClientId);
    await expect(signInByPassword(endpoint, { clientId }, newEmail())).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("requires the secret hash of the username as sent", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "secretive",
      GenerateSecret: true,
    });
    const secretive = { ...pool, clientId: defined(client.ClientId), secret: client.ClientSecret };
    const email = await createUser(endpoint, pool.poolId);
    const signInWith = (SECRET_HASH: string) =>
      endpoint.cognito.send(
        new InitiateAuthCommand({
          ClientId: secretive.clientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
        }),
      );
    await expect(signInWith(secretHash(secretive, newEmail()))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect((await signInWith(secretHash(secretive, email))).AuthenticationResult).toBeDefined();
  });

  it.each(["USERNAME", "PASSWORD"])("requires %s", async (missing) => {
    const { [missing]: _omitted, ...AuthParameters }: Record<string, string> = {
      USERNAME: "a",
      PASSWORD: "b",
    };
    const command = new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters,
    });
    await expect(endpoint.cognito.send(command)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("rejects the authentication flows of administrators", async () => {
    const command = new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: newEmail(), PASSWORD: password },
    });
    await expect(endpoint.cognito.send(command)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("the lockout", () => {
  it("doubles with every failure from the fifth, and ends with a success", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await failTimes(email, 5);
    await expect(signIn(email)).rejects.toMatchObject(lockedOut);
    endpoint.advance(1);
    await failTimes(email, 1);
    endpoint.advance(1);
    await expect(signIn(email)).rejects.toMatchObject(lockedOut);
    endpoint.advance(1);
    expect((await signIn(email)).AuthenticationResult).toBeDefined();
    await failTimes(email, 4);
    expect((await signIn(email)).AuthenticationResult).toBeDefined();
  });

  it("is reset after 15 minutes without failures", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await failTimes(email, 4);
    endpoint.advance(900);
    await failTimes(email, 4);
    expect((await signIn(email)).AuthenticationResult).toBeDefined();
  });

  it("is the same for a user who does not exist", async () => {
    const email = newEmail();
    await failTimes(email, 5);
    await expect(signIn(email, wrong)).rejects.toMatchObject(lockedOut);
  });

  it("counts concurrent attempts exactly", async () => {
    onlyLocally("Cognito does not guarantee exact counts");
    const email = await createUser(endpoint, pool.poolId);
    const guesses = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(email, wrong)));
    const messages = guesses.map((guess) => guess.status === "rejected" && String(guess.reason.message));
    expect(messages.filter((message) => message === incorrect.message)).toHaveLength(5);
    expect(messages.filter((message) => message === lockedOut.message)).toHaveLength(7);
  });

  it("does not affect concurrent sign-ins with the right password", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const results = await Promise.all(Array.from({ length: 8 }, () => signIn(email)));
    expect(new Set(results.map((response) => response.AuthenticationResult?.RefreshToken)).size).toBe(8);
  });
});

const temporary = "Temporary-Horse-1";
const invite = async () => {
  const email = newEmail();
  await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: email,
      TemporaryPassword: temporary,
      MessageAction: "SUPPRESS",
      UserAttributes: profile,
    }),
  );
  return email;
};
const respond = (email: string, Session: string | undefined, NEW_PASSWORD = password, others = {}) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD, ...others },
    }),
  );

describe("NEW_PASSWORD_REQUIRED", () => {
  it("signs in with a new password", async () => {
    const email = await invite();
    const challenge = await signIn(email, temporary);
    expect(challenge.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(JSON.parse(defined(challenge.ChallengeParameters?.["userAttributes"]))).toMatchObject({ email });
    expect(challenge.ChallengeParameters?.["requiredAttributes"]).toBe("[]");

    await expect(respond(email, challenge.Session, "weak")).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    const response = await respond(email, challenge.Session, "Another-Horse-9", {
      "userAttributes.nickname": "A",
    });
    expect(claimsOf(response.AuthenticationResult?.IdToken)["nickname"]).toBe("A");
    await expect(signIn(email, temporary)).rejects.toMatchObject(incorrect);
    expect((await signIn(email, "Another-Horse-9")).AuthenticationResult).toBeDefined();
  });

  it("accepts a session once, and only from its user", async () => {
    const [email, other] = [await invite(), await createUser(endpoint, pool.poolId)];
    const { Session } = await signIn(email, temporary);
    await expect(respond(other, Session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await expect(respond(email, "an-unknown-auth-session")).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await expect(respond(email, undefined)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const results = await Promise.allSettled([respond(email, Session), respond(email, Session)]);
    expect(results.filter((response) => response.status === "fulfilled")).toHaveLength(1);
  });

  it("is invalid after the password has changed", async () => {
    const email = await invite();
    const { Session } = await signIn(email, temporary);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool.poolId, Username: email, Password: "Other-Temp-1" }),
    );
    await expect(respond(email, Session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("expires after three minutes", async () => {
    const email = await invite();
    const { Session } = await signIn(email, temporary);
    endpoint.advance(180);
    await expect(respond(email, Session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("is not issued once the temporary password is a week old", async () => {
    const email = await invite();
    endpoint.advance(7 * 86_400);
    await expect(signIn(email, temporary)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await expect(
      endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: email })),
    ).resolves.toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
  });
});

it("reveals an unknown user to a LEGACY client", async () => {
  const client = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
  const clientId = defined(client.ClientId);
  await expect(signInByPassword(endpoint, { clientId }, newEmail())).rejects.toMatchObject({
    name: "UserNotFoundException",
  });
});
