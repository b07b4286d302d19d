import {
  AdminDeleteUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createClient,
  createPool,
  createUser,
  defined,
  password,
  profile,
  rotatingClient,
  secretHash,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
let rotating: TestPool;
let email: string;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
  const client = await createClient(endpoint, pool.poolId, { ...rotatingClient, GenerateSecret: true });
  rotating = { ...pool, clientId: defined(client.ClientId), secret: client.ClientSecret };
  email = await createUser(endpoint, pool.poolId);
});

afterAll(() => endpoint.close());

const getUser = (AccessToken: string) => endpoint.cognito.send(new GetUserCommand({ AccessToken }));

const refresh = (RefreshToken: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));

const refreshByFlow = (REFRESH_TOKEN: string) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN },
    }),
  );

const revoke = (Token: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(new RevokeTokenCommand({ Token, ClientId }));

const refused = { name: "NotAuthorizedException" };

async function signInRotating(): Promise<{ AccessToken: string; RefreshToken: string }> {
  const { AuthenticationResult } = await endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId: rotating.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: {
        USERNAME: email,
        PASSWORD: password,
        SECRET_HASH: secretHash(rotating, email),
      },
    }),
  );
  return {
    AccessToken: defined(AuthenticationResult?.AccessToken),
    RefreshToken: defined(AuthenticationResult?.RefreshToken),
  };
}

async function rotate(RefreshToken: string): Promise<{ AccessToken: string; RefreshToken: string }> {
  const { AuthenticationResult } = await endpoint.cognito.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: rotating.clientId,
      ClientSecret: rotating.secret,
      RefreshToken,
    }),
  );
  return {
    AccessToken: defined(AuthenticationResult?.AccessToken),
    RefreshToken: defined(AuthenticationResult?.RefreshToken),
  };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("GetUser", () => {
  it("returns the user of the access token", async () => {
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    const user = await getUser(AccessToken);
    expect(user.Username).toBe(claimsOf(AccessToken)["sub"]);
    const expected = [
      { Name: "sub", Value: user.Username },
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
      ...profile,
    ];
    expect(user.UserAttributes).toHaveLength(expected.length);
    expect(user.UserAttributes).toEqual(expect.arrayContaining(expected));
    expect(user.UserMFASettingList).toBeUndefined();
  });

  it("rejects anything but a valid access token", async () => {
    const { AccessToken, IdToken } = await tokensFor(endpoint, pool, email);
    const [header, payload = "", signature] = AccessToken.split(".");
    const claims = claimsOf(AccessToken);
    for (const token of [
      "garbage",
      IdToken,
      `${header}.${encode({ ...claims, username: "somebody" })}.${signature}`,
      `${encode({ alg: "none" })}.${payload}.`,
      `${encode({ alg: "none" })}.${payload}.${signature}`,
      `${header}.${encode({ ...claims, iss: `${String(claims["iss"])}Other` })}.${signature}`,
    ]) {
      await expect(getUser(token)).rejects.toMatchObject(refused);
    }
  });

  it("rejects an access token after an hour", async () => {
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    endpoint.advance(3600);
    await expect(getUser(AccessToken)).rejects.toMatchObject(refused);
  });

  it("reveals that the user has been deleted", async () => {
    const deletedEmail = await createUser(endpoint, pool.poolId);
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, deletedEmail);
    await endpoint.cognito.send(
      new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: deletedEmail }),
    );
    await expect(getUser(AccessToken)).rejects.toMatchObject({ name: "UserNotFoundException" });
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refused);
  });
});

describe("a refresh", () => {
  it("returns new access and ID tokens of the same sign-in", async () => {
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, email);
    const before = claimsOf(AccessToken);
    for (const response of [await refresh(RefreshToken), await refreshByFlow(RefreshToken)]) {
      expect(response.AuthenticationResult?.RefreshToken).toBeUndefined();
      const after = claimsOf(response.AuthenticationResult?.AccessToken);
      expect(after).toMatchObject({ auth_time: before["auth_time"], origin_jti: before["origin_jti"] });
      expect(after["jti"]).not.toBe(before["jti"]);
      await getUser(defined(response.AuthenticationResult?.AccessToken));
    }
  });

  it("dates the tokens by the clock and keeps auth_time", async () => {
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, email);
    const { iat, auth_time } = claimsOf(AccessToken);
    endpoint.advance(60);
    const { AuthenticationResult } = await refresh(RefreshToken);
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({ iat: Number(iat) + 60, auth_time });
  });

  it("rejects garbage, and the token of another client", async () => {
    const { RefreshToken } = await tokensFor(endpoint, pool, email);
    const other = await createClient(endpoint, pool.poolId, { ClientName: "other" });
    await expect(refresh("garbage")).rejects.toMatchObject(refused);
    await expect(refresh(RefreshToken, other.ClientId)).rejects.toMatchObject(refused);
    await refresh(RefreshToken);
  });

  it("fails after the refresh token has expired", async () => {
    const { RefreshToken } = await tokensFor(endpoint, pool, email);
    endpoint.advance(30 * 86_400 - 1);
    await refresh(RefreshToken);
    endpoint.advance(1);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refused);
  });
});

describe("rotation", () => {
  it("replaces the refresh token", async () => {
    const first = await signInRotating();
    const second = await rotate(first.RefreshToken);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    await rotate(second.RefreshToken);
  });

  it("keeps the sign-in", async () => {
    onlyLocally("it is unknown what Cognito keeps of a sign-in through rotation");
    const first = await signInRotating();
    const second = await rotate(first.RefreshToken);
    expect(claimsOf(second.AccessToken)["event_id"]).toBe(claimsOf(first.AccessToken)["event_id"]);
  });

  it("accepts the old token for the grace period", async () => {
    const first = await signInRotating();
    const second = await rotate(first.RefreshToken);
    endpoint.advance(9);
    await rotate(first.RefreshToken);
    endpoint.advance(1);
    await expect(rotate(first.RefreshToken)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
    await rotate(second.RefreshToken);
  });

  it("accepts concurrent requests within the grace period", async () => {
    const { RefreshToken } = await signInRotating();
    const results = await Promise.all(Array.from({ length: 5 }, () => rotate(RefreshToken)));
    expect(new Set(results.map((response) => response.RefreshToken)).size).toBe(5);
  });

  it("does not extend the sign-in", async () => {
    let { RefreshToken } = await signInRotating();
    endpoint.advance(29 * 86_400);
    ({ RefreshToken } = await rotate(RefreshToken));
    endpoint.advance(86_400);
    await expect(rotate(RefreshToken)).rejects.toMatchObject(refused);
  });

  it("rejects REFRESH_TOKEN_AUTH, and requests without the client secret", async () => {
    const { RefreshToken } = await signInRotating();
    const byFlow = new InitiateAuthCommand({
      ClientId: rotating.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    await expect(endpoint.cognito.send(byFlow)).rejects.toMatchObject({
      name: "UnsupportedOperationException",
    });
    await expect(refresh(RefreshToken, rotating.clientId)).rejects.toMatchObject(refused);
  });
});

describe("RevokeToken", () => {
  it("revokes one sign-in and no other", async () => {
    const [one, two] = [await tokensFor(endpoint, pool, email), await tokensFor(endpoint, pool, email)];
    await revoke(one.RefreshToken);
    await expect(refresh(one.RefreshToken)).rejects.toMatchObject(refused);
    await expect(getUser(one.AccessToken)).rejects.toMatchObject(refused);
    await refresh(two.RefreshToken);
    await getUser(two.AccessToken);
  });

  it("revokes a rotated sign-in by any of its refresh tokens", async () => {
    const first = await signInRotating();
    const second = await rotate(first.RefreshToken);
    const command = { ClientId: rotating.clientId, ClientSecret: rotating.secret, Token: first.RefreshToken };
    await endpoint.cognito.send(new RevokeTokenCommand(command));
    await expect(rotate(second.RefreshToken)).rejects.toMatchObject(refused);
  });

  it("accepts an unknown token", async () => {
    await expect(revoke("unknown")).resolves.toBeDefined();
  });

  it("does not revoke the sign-ins of other clients", async () => {
    const { RefreshToken } = await tokensFor(endpoint, pool, email);
    const other = await createClient(endpoint, pool.poolId, { ClientName: "other" });
    await revoke(RefreshToken, other.ClientId);
    await expect(refresh(RefreshToken)).resolves.toBeDefined();
  });

  it("requires a refresh token, the client secret, and a client that allows revocation", async () => {
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, email);
    await expect(revoke(AccessToken)).rejects.toMatchObject({ name: "UnsupportedTokenTypeException" });
    await expect(revoke(RefreshToken, rotating.clientId)).rejects.toMatchObject({
      name: "UnauthorizedException",
    });
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "keeps",
      EnableTokenRevocation: false,
    });
    await expect(revoke(RefreshToken, client.ClientId)).rejects.toMatchObject({
      name: "UnsupportedOperationException",
    });
    const { AuthenticationResult } = await signInByPassword(
      endpoint,
      { clientId: defined(client.ClientId) },
      email,
    );
    expect(claimsOf(AuthenticationResult?.AccessToken)).not.toHaveProperty("origin_jti");
  });
});

describe.each([
  [
    "GlobalSignOut",
    (AccessToken: string) => endpoint.cognito.send(new GlobalSignOutCommand({ AccessToken })),
  ],
  [
    "AdminUserGlobalSignOut",
    () =>
      endpoint.cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool.poolId, Username: email })),
  ],
])("%s", (_name, signOut) => {
  it("revokes all sign-ins of the user, and no later ones", async () => {
    const [one, two] = [await tokensFor(endpoint, pool, email), await tokensFor(endpoint, pool, email)];
    await signOut(one.AccessToken);
    for (const { AccessToken, RefreshToken } of [one, two]) {
      await expect(getUser(AccessToken)).rejects.toMatchObject({
        ...refused,
        message: "Access Token has been revoked",
      });
      await expect(refresh(RefreshToken)).rejects.toMatchObject({
        ...refused,
        message: "Refresh Token has been revoked",
      });
    }
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    await getUser(AccessToken);
  });
});
