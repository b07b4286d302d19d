import type { FastifyBaseLogger } from "fastify";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import type { NewId } from "../database/new-id.ts";
import type { RefreshTokenCookie } from "../sessions/refresh-token-cookie.ts";
import type { RevocationList } from "../sessions/revocation-list.ts";
import {
  type AccessTokenClaims,
  TokenRefusedError,
  type TokenVerifier,
  VerificationUnavailableError,
} from "../user-pool/token-verifier.ts";
import type { UserPool } from "../user-pool/user-pool.ts";
import { authUnavailable, unauthenticated, type UnauthenticatedReason } from "./errors.ts";

/** Who asks, as far as the access token tells. */
export type Identity =
  | { kind: "guest" }
  | { kind: "member"; claims: AccessTokenClaims; accessToken: string }
  /** A token came, and it is no good. */
  | { kind: "refused"; reason: Exclude<UnauthenticatedReason, "TOKEN_MISSING"> }
  /** A token came, and it cannot be checked now. */
  | { kind: "unknown" };

export type Member = Extract<Identity, { kind: "member" }>;

/** The parts of the application that resolvers work with. */
export type Services = {
  db: Database;
  clock: () => Date;
  newId: NewId;
  bus: Bus;
  /** Seals the cursors of the feed. */
  cursorKey: Buffer;
  userPool: UserPool;
  tokenVerifier: TokenVerifier;
  revocations: RevocationList;
};

/** What a resolver knows of the request that it answers. */
export type Context = Services & {
  identity: Identity;
  requestId: string;
  userAgent: string | undefined;
  refreshTokenCookie: RefreshTokenCookie;
  log: FastifyBaseLogger;
};

/**
 * Tells who asks from the Authorization header. Never fails: a request with a bad token may still sign in or
 * refresh, so it is for the fields to refuse it.
 */
export async function identify(
  authorization: string | undefined,
  { tokenVerifier, revocations }: Pick<Services, "tokenVerifier" | "revocations">,
): Promise<Identity> {
  if (authorization === undefined) return { kind: "guest" };
  const accessToken = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
  if (accessToken === undefined) return { kind: "refused", reason: "TOKEN_INVALID" };
  try {
    const claims = await tokenVerifier.verify(accessToken);
    if (revocations.has(claims.originJti)) return { kind: "refused", reason: "TOKEN_INVALID" };
    return { kind: "member", claims, accessToken };
  } catch (error) {
    if (error instanceof TokenRefusedError) return { kind: "refused", reason: error.reason };
    if (error instanceof VerificationUnavailableError) return { kind: "unknown" };
    throw error;
  }
}

/**
 * The person who asks, or undefined for a guest. A bad token is never a guest.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 */
export function memberOrGuest({ identity }: Pick<Context, "identity">): Member | undefined {
  switch (identity.kind) {
    case "member":
      return identity;
    case "guest":
      return undefined;
    case "refused":
      throw unauthenticated(identity.reason);
    case "unknown":
      throw authUnavailable();
  }
}

/** The person who asks; a guest is refused too. */
export function requireMember(context: Pick<Context, "identity">): Member {
  const member = memberOrGuest(context);
  if (!member) throw unauthenticated("TOKEN_MISSING");
  return member;
}
