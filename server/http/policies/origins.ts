import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { formatOrigin, isOriginOf, parseHost, parseOrigin } from "../../lib/origin.ts";
import { forbiddenOrigin, sendProblem } from "../problem-response.ts";
import type { Forwarded } from "./forwarded.ts";

/** The CORS headers of a response; undefined: pages of this origin must not call the API. */
export type CorsHeaders = (request: IncomingMessage) => Record<string, string> | undefined;

/**
 * Lets pages of this host call the API, and pages of the given origins. Case, the default port of the scheme and a dot
 * at the end of the name make no difference. A request without an Origin comes from no page: an SDK, a server, curl.
 *
 * @param webOrigins in the spelling of `formatOrigin`.
 * @param onRefused called with the Origin of each request that is refused.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function createCorsHeaders(
  webOrigins: string[],
  { host }: Pick<Forwarded, "host">,
  onRefused: (origin: string) => void,
): CorsHeaders {
  const allowed = new Set(webOrigins);
  const vary = { vary: "Origin" };
  const toReader = (origin: string): Record<string, string> => ({
    ...vary,
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "x-request-id, retry-after, content-disposition",
  });
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return vary;
    // Browsers and most proxies use the spelling of `formatOrigin`: most requests need no parsing.
    if (allowed.has(origin)) return toReader(origin);
    const name = host(request);
    if (origin === `https://${name}` || origin === `http://${name}`) return vary;
    const parsed = parseOrigin(origin);
    const own = parseHost(name);
    if (parsed && allowed.has(formatOrigin(parsed))) return toReader(origin);
    if (parsed && own && isOriginOf(parsed, own)) return vary;
    onRefused(origin);
    return undefined;
  };
}

/** Headers that pages may send. Any other one is refused by the browser, whatever the page asks for. */
const allowedHeaders = [
  "authorization",
  "content-type",
  // Apollo Client: https://www.apollographql.com/docs/graphos/routing/security/csrf
  "apollo-require-preflight",
  "x-apollo-operation-name",
  // Apollo Client: https://www.apollographql.com/docs/graphos/platform/insights/client-segmentation
  "apollographql-client-name",
  "apollographql-client-version",
  // Sentry: https://docs.sentry.io/platforms/javascript/tracing/distributed-tracing
  "sentry-trace",
  // W3C: https://www.w3.org/TR/trace-context and https://www.w3.org/TR/baggage
  "baggage",
  "traceparent",
  "tracestate",
].join(", ");

/** OPTIONS on a path of the API: CORS preflights. */
export function addPreflightRoute(
  server: FastifyInstance,
  path: string,
  corsHeaders: CorsHeaders,
  method: "GET" | "POST",
): void {
  server.options(path, async (request, reply) => {
    const headers = corsHeaders(request.raw);
    if (!headers) return sendProblem(request, reply, forbiddenOrigin);
    return await reply
      .code(204)
      .headers({
        ...headers,
        "access-control-allow-methods": method,
        "access-control-allow-headers": allowedHeaders,
        "access-control-max-age": "7200",
      })
      .send();
  });
}
