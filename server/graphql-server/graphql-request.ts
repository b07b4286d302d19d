import type { FastifyBaseLogger } from "fastify";
import { signUpCookie } from "../auth/sign-up/sign-up-cookie.ts";
import type { Context, Services } from "../app/context.ts";
import type { Identity } from "../graphql/identity.ts";
import { isRecord } from "../lib/is-record.ts";
import type { RequestTelemetry } from "../observability/request-telemetry.ts";
import { refreshTokenCookie } from "../sessions/refresh-token-cookie.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import { type CookieJar, createHostCookie } from "../http/policies/host-cookie.ts";
import type { DeadlinePassed } from "../lib/deadline.ts";

/** A request for an operation, whoever has read it. */
export type GraphqlRequest = {
  id: string;
  identity: Identity;
  contentType: string | undefined;
  accept: string | undefined;
  userAgent: string | undefined;
  /** The IP address that it came from, as far as TRUST_PROXY tells. */
  address: string;
  cookies: CookieJar;
  log: FastifyBaseLogger;
  telemetry: RequestTelemetry;
};

/** What the resolvers know of it. */
export function createContext(
  { id, identity, userAgent, address, cookies, log, telemetry }: GraphqlRequest,
  services: Services,
  cachePolicy?: CachePolicy,
  deadlinePassed: DeadlinePassed = () => false,
): Context {
  return {
    identity,
    telemetry,
    requestId: id,
    address,
    userAgent,
    refreshTokenCookie: createHostCookie(cookies, refreshTokenCookie),
    signUpCookie: createHostCookie(cookies, signUpCookie),
    log,
    deadlinePassed,
    cachePolicy,
    // Last: before the others it costs fifty times as much, in V8.
    ...services,
  };
}

/** For the log: what looks like a name, and nothing else that a stranger may send. */
export function noteOperationName(telemetry: RequestTelemetry, body: unknown): void {
  const operationName = isRecord(body) ? body["operationName"] : undefined;
  if (typeof operationName === "string" && /^\w{1,100}$/.test(operationName))
    telemetry.operationName = operationName;
}
