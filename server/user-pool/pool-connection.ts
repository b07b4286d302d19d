import { createHmac } from "node:crypto";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { toUserPoolError, UserPoolError, type UserPoolErrorCode } from "./user-pool-error.ts";

export type UserPoolClient = { clientId: string; clientSecret: string | undefined };

/** The AWS SDK's client, and the pool and app client that it is used for. */
export type PoolConnection = {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  client: UserPoolClient;
};

/** The parameters that name the app client, for a call about one account. */
export function appClientParameters({ client }: PoolConnection, username: string) {
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
export async function callPool<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toUserPoolError(error);
  }
}

/** Codes that mean, of a call by access token, that the token's account is not there or must not go on as it is. */
const accountGone: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "USER_NOT_FOUND",
  "NOT_CONFIRMED",
  "PASSWORD_RESET_REQUIRED",
]);

/** The same for a call by access token. */
export async function callPoolAsOwner<T>(call: Promise<T>): Promise<T> {
  try {
    return await callPool(call);
  } catch (error) {
    if (error instanceof UserPoolError && accountGone.has(error.code))
      throw new UserPoolError("ACCESS_TOKEN_REFUSED", undefined, error);
    throw error;
  }
}

/**
 * The same, once more where the pool did not answer: only for calls that may be repeated. A second sign-up, code or
 * password would count, and mail, twice.
 */
export async function callPoolWithRetry<T>(call: () => Promise<T>, attemptOnce = callPool<T>): Promise<T> {
  try {
    return await attemptOnce(call());
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "UNAVAILABLE") throw error;
    return await attemptOnce(call());
  }
}
