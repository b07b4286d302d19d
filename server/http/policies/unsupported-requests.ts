import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { encodedBody, problemBody, sendProblem } from "../problem-response.ts";

const methods = ["GET", "HEAD", "POST", "OPTIONS"];

/**
 * Refuses compressed bodies, unknown paths, and methods that a path does not support.
 *
 * @param graphqlPath accepts POST, which no route of the framework shows.
 */
export function refuseUnsupported(server: FastifyInstance, graphqlPath: string): void {
  server.addHook("onRequest", (request, reply, next) => {
    if (request.headers["content-encoding"] === undefined) return next();
    sendProblem(request, reply, encodedBody);
  });

  server.setNotFoundHandler((request, reply) => {
    const url = request.url.split("?")[0] ?? "";
    const allowed = methods.filter(
      (method) => server.hasRoute({ method, url }) || (method === "POST" && url === graphqlPath),
    );
    if (allowed.length === 0)
      return sendProblem(request, reply, {
        status: 404,
        code: "NOT_FOUND",
        message: "There is nothing here.",
      });
    return sendProblem(request, reply, {
      status: 405,
      code: "BAD_REQUEST",
      message: `Send ${allowed.join(" or ")}.`,
      headers: { allow: allowed.join(", ") },
    });
  });
}

/** Refuses a request target that is not a URL. No hook runs for it, so the headers of all responses are added here. */
export function refuseMalformedUrl(headers: Record<string, string>) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const body = problemBody(request.id, { code: "BAD_REQUEST", message: "This is not a URL." });
    void reply.code(400).headers(headers).send(body);
  };
}
