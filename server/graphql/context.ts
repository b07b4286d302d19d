import type { FastifyBaseLogger } from "fastify";
import type { Database, Read } from "../database/database.ts";
import type { NewId } from "../lib/new-id.ts";
import type { Activity } from "../feed/model/activity.type.ts";
import type { PostedActivities } from "../feed/live/posted-activities.ts";
import type { Notices } from "../mail/notices.ts";
import type { HostCookie } from "../http/policies/host-cookie.ts";
import type { RequestTelemetry } from "../observability/request-telemetry.ts";
import type { RevocationList } from "../sessions/revocation-list.ts";
import type { SessionCache } from "../sessions/session-cache.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { ResponseCache } from "../response-cache/response-cache.ts";
import type { PageCache } from "../response-cache/page-cache.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import type { UserPool } from "../user-pool/user-pool.ts";
import type { CachingTokenVerifier } from "../user-pool/tokens/caching-token-verifier.ts";
import { authUnavailable, unauthenticated, type UnauthenticatedReason } from "./errors.ts";

/** Who asks, as far as the access token tells. */
export type Identity =
  | { kind: "guest" }
  | {
      kind: "member";
      claims: AccessTokenClaims;
      accessToken: string;
      /** The person's id in our database. */
      userId: string;
    }
  /** A token came, and it is no good. */
  | { kind: "invalidToken"; reason: Exclude<UnauthenticatedReason, "TOKEN_MISSING"> }
  /** A token came, and it cannot be checked now. */
  | { kind: "unverifiable" };

export type Member = Extract<Identity, { kind: "member" }>;

/** The account of a person who is known. */
export function userIdOf(identity: Identity): string | undefined {
  return identity.kind === "member" ? identity.userId : undefined;
}

/** The parts of the application that resolvers work with. */
export type Services = {
  db: Database;
  /** The same for reads that a replica may answer. */
  read: Read;
  clock: () => Date;
  newId: NewId;
  /** Seals the cursors of the feed, and what a browser keeps of its sign-up. */
  cursorKey: Buffer;
  postedActivities: PostedActivities;
  responseCache: ResponseCache;
  /** Of the home feed. */
  pageCache: PageCache<Activity>;
  userPool: UserPool;
  tokenVerifier: CachingTokenVerifier;
  revocations: RevocationList;
  sessionCache: SessionCache;
  rateLimiter: RateLimiter;
  notices: Notices;
  /** How long an answer takes at the least whose time could tell whether an account exists, in milliseconds. */
  minimumAuthMs: number;
};

/** What a resolver knows of the request that it answers. */
export type Context = Services & {
  identity: Identity;
  requestId: string;
  /** The IP address that the request came from, as far as TRUST_PROXY tells. */
  address: string;
  userAgent: string | undefined;
  /** The refresh token of a browser. */
  refreshTokenCookie: HostCookie;
  /** What a browser keeps of its sign-up. */
  signUpCookie: HostCookie;
  /** Where the answer may be told to others who ask the same: what it has to say about that. */
  cachePolicy?: CachePolicy | undefined;
  log: FastifyBaseLogger;
  /** Whether the client has been told that it took too long. */
  deadlinePassed: () => boolean;
  telemetry: RequestTelemetry;
};

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
    case "invalidToken":
      throw unauthenticated(identity.reason);
    case "unverifiable":
      throw authUnavailable();
  }
}

/** The person who asks; a guest is refused too. */
export function requireMember(context: Pick<Context, "identity">): Member {
  const member = memberOrGuest(context);
  if (!member) throw unauthenticated("TOKEN_MISSING");
  return member;
}
