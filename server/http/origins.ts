import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Answers CORS preflights for the named origins, exactly as written, and refuses calls by pages of any other.
 * Requests without an Origin come from no page: from SDKs, servers, curl.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function guardOrigins(server: FastifyInstance, path: string, webOrigins: string[]): void {
  const named = new Set(webOrigins);

  server.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.url !== path) return;
    const { origin } = request.headers;
    void reply.header("vary", "Origin");
    if (origin !== undefined && named.has(origin)) {
      void reply.headers({
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "x-request-id, retry-after",
      });
    } else if (origin !== undefined && !isOwn(request, origin)) {
      return await reply.code(403).send({
        errors: [{ message: "This origin may not call the API.", extensions: { code: "FORBIDDEN" } }],
      });
    }
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

function isOwn(request: FastifyRequest, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
