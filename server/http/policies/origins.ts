import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { forbiddenOrigin, sendProblem } from "../problem-response.ts";
import type { Forwarded } from "./forwarded.ts";

/** The CORS headers of a response; undefined: pages of this origin must not call the API. */
export type CorsHeaders = (request: IncomingMessage) => Record<string, string> | undefined;

/**
 * Lets pages of this host call the API, and pages of the given origins, compared character by character. A request
 * without an Origin comes from no page: an SDK, a server, curl.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function createCorsHeaders(webOrigins: string[], { host }: Pick<Forwarded, "host">): CorsHeaders {
  const allowed = new Set(webOrigins);
  const vary = { vary: "Origin" };
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return vary;
    if (allowed.has(origin))
      return {
        ...vary,
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "x-request-id, retry-after",
      };
    // Behind a proxy that ends TLS the scheme of the request is http, whatever the page's is.
    const name = host(request);
    return origin === `https://${name}` || origin === `http://${name}` ? vary : undefined;
  };
}

/** OPTIONS on the API's path: CORS preflights. */
export function addPreflightRoute(server: FastifyInstance, path: string, corsHeaders: CorsHeaders): void {
  server.options(path, async (request, reply) => {
    const headers = corsHeaders(request.raw);
    if (!headers) return sendProblem(request, reply, forbiddenOrigin);
    return await reply
      .code(204)
      .headers({
        ...headers,
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "7200",
      })
      .send();
  });
}
