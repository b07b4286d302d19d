import type { CoreServices } from "../features/feature-host.ts";
import type { FeatureParts } from "../features/feature.ts";
import type { RequestContext } from "../graphql/context.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import { accountOf } from "../graphql/identity.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import type { Log } from "../observability/log.ts";
import { newRequestTelemetry } from "../observability/request-telemetry.ts";
import type { UserPool } from "../user-pool/user-pool.ts";

/** The parts of all features that resolvers get, joined. */
export type JoinedContext = Pick<CoreServices, "userPoolFor"> & {
  requestContexts: readonly NonNullable<FeatureParts["setRequestContext"]>[];
  /** The same object for all requests. */
  services: object;
  log: Log;
};

type Context = RequestContext & { userPool: UserPool };

export type ContextFactory = (request: RequestContext, cookies: CookieJar) => RequestContext;

/**
 * Joins the context that resolvers get: what every request has, with each feature's part.
 *
 * V8 copies an object that has every property in 0.2 µs. Joining forty properties by name costs 7 µs, as much as the rest
 * of the context of an executed request. So each context is a copy of one object, whose values are then set.
 */
export function createContextFactory({
  userPoolFor,
  requestContexts,
  services,
  log,
}: JoinedContext): ContextFactory {
  const blank: Context = {
    userPool: userPoolFor({ address: "" }),
    identity: { kind: "guest" },
    hiddenPeople: nobodyHidden,
    requestId: "",
    address: "",
    userAgent: undefined,
    acceptLanguage: undefined,
    cachePolicy: undefined,
    mutationOutcome: undefined,
    log,
    deadlinePassed: () => false,
    telemetry: newRequestTelemetry(),
  };
  const joined = { ...blank, ...services };
  for (const set of requestContexts) set(joined, noCookies);
  return (request, cookies) => {
    const context = { ...joined };
    const account = accountOf(request.identity);
    context.userPool = userPoolFor(
      account === undefined ? { address: request.address } : { account },
      request.acceptLanguage,
    );
    context.identity = request.identity;
    context.hiddenPeople = request.hiddenPeople;
    context.requestId = request.requestId;
    context.address = request.address;
    context.userAgent = request.userAgent;
    context.acceptLanguage = request.acceptLanguage;
    context.cachePolicy = request.cachePolicy;
    context.log = request.log;
    context.deadlinePassed = request.deadlinePassed;
    context.telemetry = request.telemetry;
    for (const set of requestContexts) set(context, cookies);
    return context;
  };
}

const noCookies: CookieJar = { header: undefined, secure: true, set: () => {} };
