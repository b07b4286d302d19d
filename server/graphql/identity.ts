import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import type { UnauthenticatedReason } from "./errors.ts";

/** What the access token of a request proves. */
export type Identity =
  | { kind: "guest" }
  | {
      kind: "member";
      claims: AccessTokenClaims;
      accessToken: string;
      /** `users.id`. */
      userId: string;
    }
  /** The token is expired, revoked, malformed or from another issuer. */
  | { kind: "invalidToken"; reason: Exclude<UnauthenticatedReason, "TOKEN_MISSING"> }
  /** The token cannot be verified now: the keys, the database or the user pool are unavailable. */
  | { kind: "unverifiable" };

export type Member = Extract<Identity, { kind: "member" }>;

/** The user's id if the identity is a member. */
export function userIdOf(identity: Identity): string | undefined {
  return identity.kind === "member" ? identity.userId : undefined;
}
