import type { Log } from "../observability/log.ts";
import type { DeadlinePassed } from "../lib/deadline.ts";
import type { RequestTelemetry } from "../observability/request-telemetry.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import { authUnavailable, unauthenticated } from "./errors.ts";
import type { Identity, Member } from "./identity.ts";

/**
 * The part of the context that describes the request. Each feature adds its own part: see `app/context.ts`.
 */
export type RequestContext = {
  identity: Identity;
  requestId: string;
  /** The client's IP address, read from X-Forwarded-For as far as TRUST_PROXY allows. */
  address: string;
  userAgent: string | undefined;
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
 * The member who sends the request, or undefined for a guest. A bad token is never a guest.
 *
 * @throws GraphQLError UNAUTHENTICATED or AUTH_UNAVAILABLE
 */
export function memberOrGuest({ identity }: Pick<RequestContext, "identity">): Member | undefined {
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

/**
 * The member who sends the request.
 *
 * @throws GraphQLError UNAUTHENTICATED (for a guest too) or AUTH_UNAVAILABLE
 */
export function requireMember(context: Pick<RequestContext, "identity">): Member {
  const member = memberOrGuest(context);
  if (!member) throw unauthenticated("TOKEN_MISSING");
  return member;
}
