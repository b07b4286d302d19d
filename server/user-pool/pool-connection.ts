import { createHmac } from "node:crypto";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { toUserPoolError, UserPoolError } from "./user-pool-error.ts";

export type UserPoolClient = { clientId: string; clientSecret: string | undefined };

/** The AWS SDK's client, and the pool and app client that it is used for. */
export type PoolConnection = {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  client: UserPoolClient;
};

/** The parameters that name the app client, for a call about one account. */
export function clientFor({ client }: PoolConnection, username: string) {
  return { ClientId: client.clientId, SecretHash: secretHash(client, username) };
}

/** The parameters of InitiateAuth and RespondToAuthChallenge. */
export function authParameters(
  { client }: PoolConnection,
  username: string,
  rest: Record<string, string>,
): Record<string, string> {
  const hash = secretHash(client, username);
  return { USERNAME: username, ...(hash && { SECRET_HASH: hash }), ...rest };
}

/** Base64(HMAC-SHA256(client secret, username + client id)), over the very string that is sent as username. */
function secretHash({ clientId, clientSecret }: UserPoolClient, username: string): string | undefined {
  return (
    clientSecret && createHmac("sha256", clientSecret).update(username).update(clientId).digest("base64")
  );
}

/** @throws UserPoolError in place of whatever the SDK throws. */
export async function attempt<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toUserPoolError(error);
  }
}

/**
 * The same, once more where the pool did not answer: only for calls that may be repeated. A second sign-up, code or
 * password would count, and mail, twice.
 */
export async function attemptTwice<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await attempt(call());
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "UNAVAILABLE") throw error;
    return await attempt(call());
  }
}
