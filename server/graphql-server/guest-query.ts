import type { IncomingMessage } from "node:http";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import type { RequestContext } from "../graphql/context.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import { isRecord } from "../lib/is-record.ts";
import { timedOut } from "../lib/deadline.ts";
import type { Log } from "../observability/log.ts";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import { cacheKey } from "../response-cache/cache-key.ts";
import type { GraphqlResponse, ResponseCache } from "../response-cache/response-cache.ts";
import type { Execute } from "./execute.ts";

/** A query that the server itself sends. */
export type OwnQuery = { query: string; operationName: string; variables: Record<string, string | number> };

/** For whom the query is. */
export type QueryOrigin = { requestId: string; address: string; request: IncomingMessage };

/**
 * Executes a query as that of a guest, with the same rules, and the response cache.
 *
 * @returns the data; undefined if the query failed.
 */
export type GuestQuery = (own: OwnQuery, origin: QueryOrigin) => Promise<unknown>;

export type GuestQueryOptions = {
  execute: Execute;
  responseCache: ResponseCache;
  createContext: (request: RequestContext, cookies: CookieJar) => RequestContext;
  log: Log;
};

export function createGuestQuery({
  execute,
  responseCache,
  createContext,
  log,
}: GuestQueryOptions): GuestQuery {
  return async (body, { requestId, address, request }) => {
    const telemetry = newRequestTelemetry();
    const identity = { kind: "guest" } as const;
    const run = async (cachePolicy?: RequestContext["cachePolicy"]): Promise<GraphqlResponse> => {
      const toContext = (deadlinePassed: () => boolean): RequestContext =>
        createContext(
          {
            identity,
            hiddenPeople: nobodyHidden,
            requestId,
            address,
            userAgent: request.headers["user-agent"],
            cachePolicy,
            log: log.child({ requestId }),
            deadlinePassed,
            telemetry,
          },
          { header: undefined, secure: true, set: () => {} },
        );
      const result = await execute({ body, accept: undefined, contentType: "application/json" }, toContext);
      if (result !== timedOut) return result;
      return { status: 503, headers: [], body: "", operation: operationTelemetry(telemetry) };
    };
    const key = cacheKey(identity, nobodyHidden, undefined, JSON.stringify(body));
    const response =
      responseCache.getCached(key, undefined) ?? (await responseCache.getOrExecute(key, undefined, run));
    if (response.status !== 200) return undefined;
    const result: unknown = JSON.parse(String(response.body));
    return isRecord(result) && result["errors"] === undefined ? result["data"] : undefined;
  };
}
