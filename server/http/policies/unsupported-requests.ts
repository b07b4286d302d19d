import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorBody } from "../error-response.ts";

const methods = ["GET", "HEAD", "POST", "OPTIONS"];

/** Answers for what no route serves. */
export function refuseUnserved(server: FastifyInstance): void {
  server.addHook("onRequest", (request, reply, next) => {
    // Nothing is inflated here, so a small body stays small.
    if (request.headers["content-encoding"] === undefined) return next();
    request.telemetry.code = "BAD_REQUEST";
    void refuse(request, reply, 415, "Send the body as it is, without Content-Encoding.");
  });

  server.setNotFoundHandler(async (request, reply) => {
    const url = request.url.split("?")[0] ?? "";
    const allowed = methods.filter((method) => server.hasRoute({ method, url }));
    request.telemetry.code = allowed.length === 0 ? "NOT_FOUND" : "BAD_REQUEST";
    if (allowed.length === 0) return await refuse(request, reply, 404, "There is nothing here.");
    return await refuse(
      request,
      reply.header("allow", allowed.join(", ")),
      405,
      `Send ${allowed.join(" or ")}.`,
    );
  });
}

/** Answers what comes in place of a URL; no hook runs for it, so it brings the headers of all answers. */
export function refuseBadUrl(headers: Record<string, string>) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    void refuse(request, reply.headers(headers), 400, "This is no URL.");
  };
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message: string,
): Promise<FastifyReply> {
  const code = status === 404 ? "NOT_FOUND" : "BAD_REQUEST";
  return await reply.code(status).send(errorBody(request, code, message));
}
