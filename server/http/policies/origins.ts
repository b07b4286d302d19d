import type { FastifyInstance } from "fastify";
import { sendError } from "../error-response.ts";

/** The headers that tell a browser whether a page may read the answer; undefined: it may not even ask. */
export type CrossOrigin = (
  origin: string | undefined,
  host: string | undefined,
) => Record<string, string> | undefined;

/**
 * Lets pages of this host call, and those of the named origins, exactly as written.
 * Requests without an Origin come from no page: from SDKs, servers, curl.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function createCrossOrigin(webOrigins: string[]): CrossOrigin {
  const named = new Set(webOrigins);
  const vary = { vary: "Origin" };
  return (origin, host) => {
    if (origin === undefined) return vary;
    if (named.has(origin))
      return {
        ...vary,
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "x-request-id, retry-after",
      };
    // A proxy that ends TLS asks by http.
    return origin === `https://${host}` || origin === `http://${host}` ? vary : undefined;
  };
}

/** Answers CORS preflights, and refuses calls by pages that may not call. */
export function guardOrigins(server: FastifyInstance, path: string, crossOrigin: CrossOrigin): void {
  server.addHook("onRequest", (request, reply, next) => {
    if (request.routeOptions.url !== path) return next();
    const headers = crossOrigin(request.headers.origin, request.host);
    if (headers) {
      void reply.headers(headers);
      return next();
    }
    sendError(request, reply.header("vary", "Origin"), 403, "FORBIDDEN", "This origin may not call the API.");
  });

  server.options(path, async (_request, reply) => {
    return await reply
      .code(204)
      .headers({
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "7200",
      })
      .send();
  });
}
