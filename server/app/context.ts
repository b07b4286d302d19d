import type { CoreServices } from "../features/feature-host.ts";
import type { FeatureParts } from "../features/feature.ts";
import type { RequestContext } from "../graphql/context.ts";
import { accountOf } from "../graphql/identity.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";

/** The parts of all features that resolvers get, joined. */
export type JoinedContext = Pick<CoreServices, "userPoolFor"> & {
  requestContexts: readonly NonNullable<FeatureParts["setRequestContext"]>[];
  /** The same object for all requests. */
  services: object;
};

/** The context that resolvers get: what every request has, joined with each feature's part. */
export function createContext(
  request: RequestContext,
  cookies: CookieJar,
  { userPoolFor, requestContexts, services }: JoinedContext,
): RequestContext {
  const {
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
  } = request;
  const account = accountOf(identity);
  const context = {
    userPool: userPoolFor(account === undefined ? { address } : { account }, acceptLanguage),
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
    // Spread last, and alone: an object that begins with a spread costs V8 a hundred times as much.
    ...services,
  };
  for (const set of requestContexts) set(context, cookies);
  return context;
}
