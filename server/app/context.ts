import type { AuthContext, AuthServices } from "../auth/context.ts";
import { signUpCookie } from "../auth/sign-up/sign-up-cookie.ts";
import { deviceCookie } from "../auth/shared/device-cookie.ts";
import type { FeedContext, FeedServices } from "../feed/context.ts";
import type { RequestContext } from "../graphql/context.ts";
import { accountOf } from "../graphql/identity.ts";
import { type CookieJar, createHostCookie } from "../http/policies/host-cookie.ts";
import type { ResponseCache } from "../response-cache/response-cache.ts";
import type { SafetyContext, SafetyServices } from "../safety/context.ts";
import { refreshTokenCookie } from "../sessions/refresh-token-cookie.ts";
import type { SessionCache } from "../sessions/session-cache.ts";
import type { ModerationContext } from "../moderation/context.ts";
import type { UsersContext, UsersServices } from "../users/context.ts";

/** The parts that the features and the request handler use, opened by `open-services.ts`. */
export type Services = AuthServices &
  FeedServices &
  SafetyServices &
  UsersServices & { responseCache: ResponseCache; sessionCache: SessionCache };

/** The context that resolvers get: what every request has, joined with each feature's part. */
export type Context = AuthContext & FeedContext & ModerationContext & SafetyContext & UsersContext;

export function createContext(
  {
    identity,
    hiddenPeople,
    requestId,
    address,
    userAgent,
    acceptLanguage,
    cachePolicy,
    log,
    deadlinePassed,
    telemetry,
  }: RequestContext,
  cookies: CookieJar,
  services: Services,
): Context {
  const account = accountOf(identity);
  return {
    userPool: services.userPoolFor(account === undefined ? { address } : { account }, acceptLanguage),
    identity,
    hiddenPeople,
    requestId,
    address,
    userAgent,
    acceptLanguage,
    cachePolicy,
    log,
    deadlinePassed,
    telemetry,
    refreshTokenCookie: createHostCookie(cookies, refreshTokenCookie),
    signUpCookie: createHostCookie(cookies, signUpCookie),
    deviceCookie: createHostCookie(cookies, deviceCookie),
    // Spread last, and alone: an object that begins with a spread costs V8 a hundred times as much.
    ...services,
  };
}
