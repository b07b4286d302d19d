import type { Log } from "../observability/log.ts";
import type { DeadlinePassed } from "../lib/deadline.ts";
import type { RequestTelemetry } from "../observability/request-telemetry.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import { userScope } from "../user-pool/tokens/access-token-claims.ts";
import { authUnavailable, personRequired, scopeMissing, unauthenticated } from "./errors.ts";
import type { HiddenPeople } from "./hidden-people.ts";
import type { Identity, Member, VerifiedIdentity } from "./identity.ts";

/**
 * The part of the context that describes the request. Each feature adds its own part: see `app/context.ts`.
 */
export type RequestContext = {
  identity: Identity;
  /** Who is hidden from the sender: as of the start of the request, or of its last block or mute. */
  hiddenPeople: HiddenPeople;
  requestId: string;
  /** The client's IP address, read from X-Forwarded-For as far as TRUST_PROXY allows. */
  address: string;
  userAgent: string | undefined;
  /** The header Accept-Language: mails are in the language that it prefers. */
  acceptLanguage?: string | undefined;
  /** Set while the response may enter the response cache: resolvers narrow it. */
  cachePolicy?: CachePolicy | undefined;
  /** Set for a mutation that may be executed twice; its outcome, once it has started: see `resolve-once.ts`. */
  mutationOutcome?: { promise?: Promise<unknown> } | undefined;
  log: Log;
  deadlinePassed: DeadlinePassed;
  telemetry: RequestTelemetry;
};

/** What resolvers of subscriptions get besides. */
export type SubscriptionContext = RequestContext & {
  /** Aborts when the subscription must end: the client is gone, the token has expired, the node stops. */
  signal: AbortSignal;
};

/**
 * Who sends the request. A bad token is never a guest.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 */
export function requireVerified({ identity }: Pick<RequestContext, "identity">): VerifiedIdentity {
  switch (identity.kind) {
    case "invalidToken":
      throw unauthenticated(identity.reason);
    case "unverifiable":
      throw authUnavailable();
    default:
      return identity;
  }
}

/**
 * The member who sends the request, by whatever token; undefined for a guest and for a machine. A bad token is never a
 * guest.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 */
export function findMemberOf(context: Pick<RequestContext, "identity">): Member | undefined {
  const identity = requireVerified(context);
  return identity.kind === "member" ? identity : undefined;
}

/**
 * The member who sends the request with a token of their own; undefined for a guest and for a machine.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE; FORBIDDEN for a delegated token
 */
export function memberOrGuest(context: Pick<RequestContext, "identity">): Member | undefined {
  const member = findMemberOf(context);
  if (member?.claims.scopes.isLimited) throw scopeMissing([userScope]);
  return member;
}

/**
 * The member who sends the request with a token of their own.
 *
 * @throws GraphQLError UNAUTHENTICATED (for a guest too) or AUTH_UNAVAILABLE; FORBIDDEN for a machine and for a delegated
 *   token
 */
export function requireMember(context: Pick<RequestContext, "identity">): Member {
  const member = memberOrGuest(context);
  if (member) return member;
  throw context.identity.kind === "machine" ? personRequired() : unauthenticated("TOKEN_MISSING");
}
