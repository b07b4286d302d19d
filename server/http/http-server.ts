import { randomUUID } from "node:crypto";
import fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import type { Config } from "../config.ts";
import { isDatabaseUnavailable } from "../database/postgres-error.ts";
import { addSecurityHeaders, securityHeaders } from "./security-headers.ts";
import { serializeError } from "./serialize-error.ts";
import { refuseBadUrl, refuseUnserved } from "./unserved.ts";

/** Larger than any operation of ours, far smaller than an attack. */
const bodyLimitBytes = 64 * 1024;

/** With a client that takes its time to say what it wants. Milliseconds, but where it says bytes. */
const patience = {
  headersTimeout: 5000,
  connectionsCheckingInterval: 1000,
  // Bytes.
  maxHeaderSize: 16 * 1024,
};

/** Twice the streams of a node. */
const maximumConnections = 20_000;

/** Takes the lines of the log. */
export type LogStream = { write: (line: string) => void };

/**
 * The listener that all routes hang on: request ids, limits, headers, a log line for each request.
 *
 * @param stream where its log goes; absent: to the standard output.
 */
export function createHttpServer(
  { logLevel, production, trustProxy }: Config,
  stream?: LogStream,
): FastifyInstance {
  const headers = securityHeaders({ production });
  const server = fastify({
    logger: { level: logLevel, serializers: { err: serializeError }, ...(stream && { stream }) },
    bodyLimit: bodyLimitBytes,
    trustProxy: typeof trustProxy === "number" ? (_address, hop) => hop < trustProxy : trustProxy,
    genReqId: () => randomUUID(),
    // The default line has the URL, which may carry an e-mail address; ours has what is needed.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    requestTimeout: 15_000,
    http: patience,
    frameworkErrors: refuseBadUrl(headers),
    forceCloseConnections: "idle",
    return503OnClosing: true,
  });
  // A page may send text/plain to any origin unasked; JSON it may not.
  server.removeContentTypeParser("text/plain");
  addSecurityHeaders(server, headers);
  addErrorAnswers(server);
  refuseUnserved(server);
  server.server.maxConnections = maximumConnections;
  server.addHook("onSend", async (request, reply) => {
    void reply.header("x-request-id", request.id);
  });
  server.addHook("onResponse", async (request, reply) => {
    request.log.info({
      method: request.method,
      route: request.routeOptions.url,
      operation: request.operationName,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
  server.decorateRequest("operationName", undefined);
  return server;
}

/** Errors outside GraphQL, in the shape of GraphQL: a client has one way to read them. */
function addErrorAnswers(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const status = isDatabaseUnavailable(error) ? 503 : (error.statusCode ?? 500);
    if (status >= 500) request.log.error({ err: error }, "unexpected error");
    if (status === 503) void reply.header("retry-after", "1");
    const { message, code } =
      status === 503
        ? { message: "We cannot answer for a moment. Try again soon.", code: "SERVICE_UNAVAILABLE" }
        : status >= 500
          ? { message: "Something went wrong on our side.", code: "INTERNAL_SERVER_ERROR" }
          : { message: error.message, code: "BAD_REQUEST" };
    return await reply
      .code(status)
      .send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
  });
}

declare module "fastify" {
  interface FastifyRequest {
    /** The name of the GraphQL operation, where the request is one. */
    operationName: string | undefined;
  }
}
