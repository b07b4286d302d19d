import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import type { UnauthenticatedReason } from "./errors.ts";

/** What the access token of a request proves. */
export type Identity =
  | { kind: "guest" }
  | {
      kind: "member";
      claims: AccessTokenClaims;
      accessToken: string;
      /** The id of the user's row in our database. */
      userId: string;
    }
  /** The token is expired, revoked, malformed or not one of ours. */
  | { kind: "invalidToken"; reason: Exclude<UnauthenticatedReason, "TOKEN_MISSING"> }
  /** The token cannot be verified now: keys, database or user pool do not answer. */
  | { kind: "unverifiable" };

export type Member = Extract<Identity, { kind: "member" }>;

/** The user's id, where the identity is a member. */
export function userIdOf(identity: Identity): string | undefined {
  return identity.kind === "member" ? identity.userId : undefined;
}
