import type { MachineClaims, MemberClaims } from "../user-pool/tokens/access-token-claims.ts";
import type { UnauthenticatedReason } from "./errors.ts";

type Guest = { kind: "guest" };

/** A person with an account, signed in here or in another app. */
export type Member = {
  kind: "member";
  claims: MemberClaims;
  accessToken: string;
  /** `users.id`. */
  userId: string;
};

/** An app client that got a token for itself, by client credentials. It has no account and changes nothing. */
export type Machine = { kind: "machine"; claims: MachineClaims };

/** Who sends a request, where that is certain. */
export type VerifiedIdentity = Guest | Member | Machine;

/** What the access token of a request proves. */
export type Identity =
  | VerifiedIdentity
  /** The token is expired, revoked, malformed or from another issuer. */
  | { kind: "invalidToken"; reason: Exclude<UnauthenticatedReason, "TOKEN_MISSING"> }
  /** The token cannot be verified now: the keys, the database or the user pool are unavailable. */
  | { kind: "unverifiable" };

/** The user's id if the identity is a member. */
export function userIdOf(identity: Identity): string | undefined {
  return identity.kind === "member" ? identity.userId : undefined;
}

/** For whom actions count and who is logged: the user's id of a member, the app client's of a machine. */
export function accountOf(identity: Identity): string | undefined {
  return identity.kind === "machine" ? identity.claims.clientId : userIdOf(identity);
}
