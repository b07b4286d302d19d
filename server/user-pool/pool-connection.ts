import { createHmac } from "node:crypto";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { PoolProfile } from "./profile/pool-profile.ts";
import type { MemberClaims } from "./tokens/access-token-claims.ts";
import { toUserPoolError, UserPoolError, type UserPoolErrorCode } from "./user-pool-error.ts";

/** Whose account an operation is about: what a verified access token proves. */
export type AccountOwner = {
  accessToken: string;
  claims: Pick<MemberClaims, "sub" | "hasUserScope">;
};

export type UserPoolClient = { clientId: string; clientSecret: string | undefined };

/** The AWS SDK's client, with the user pool and app clients that it is used for. */
export type PoolAccess = {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  client: UserPoolClient;
  /** The app client of SignUp alone, which may write an e-mail address. */
  signUpClient: UserPoolClient;
};

export type PoolConnection = PoolAccess & { profile: () => PoolProfile };

/** The parameters that identify the app client in an operation on an account. */
export function appClientParameters({ client }: Pick<PoolAccess, "client">, username: string) {
  return { ClientId: client.clientId, SecretHash: secretHash(client, username) };
}

/** AuthParameters of InitiateAuth, or ChallengeResponses of RespondToAuthChallenge. */
export function authParameters(
  { client }: Pick<PoolAccess, "client">,
  username: string,
  rest: Record<string, string>,
): Record<string, string> {
  const hash = secretHash(client, username);
  return { USERNAME: username, ...(hash && { SECRET_HASH: hash }), ...rest };
}

/** Base64(HMAC-SHA256(client secret, username + client id)), with the username as it is sent. */
function secretHash({ clientId, clientSecret }: UserPoolClient, username: string): string | undefined {
  return (
    clientSecret && createHmac("sha256", clientSecret).update(username).update(clientId).digest("base64")
  );
}

/** @throws UserPoolError in place of the SDK's errors */
export async function callPool<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toUserPoolError(error);
  }
}

/** Errors of operations by access token after which the token's account can no longer use it. */
const accountGone: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "USER_NOT_FOUND",
  "NOT_CONFIRMED",
  "PASSWORD_RESET_REQUIRED",
]);

/** The same for an operation by access token. */
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
 * The same, with one retry if the pool is unavailable. Only for idempotent operations: a retried sign-up, code or password
 * would be counted, and mailed, twice.
 */
export async function callPoolWithRetry<T>(call: () => Promise<T>, callOnce = callPool<T>): Promise<T> {
  try {
    return await callOnce(call());
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "UNAVAILABLE") throw error;
    return await callOnce(call());
  }
}
