import { createServer } from "node:http";
import fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import type { Config } from "../config.ts";
import { isDatabaseUnavailable } from "../database/postgres-error.ts";
import type { LogStream } from "../observability/log-output.ts";
import { newRequestTelemetry, type RequestTelemetry } from "../observability/request-telemetry.ts";
import type { FastLane } from "../graphql-server/graphql-handler.ts";
import { errorBody } from "./error-response.ts";
import { createRequestId, createTrust } from "./policies/request-id.ts";
import { addSecurityHeaders, securityHeaders } from "./policies/security-headers.ts";
import { serializeError } from "../observability/serialize-error.ts";
import { createUnusedConnections } from "./unused-connections.ts";
import { refuseBadUrl, refuseUnserved } from "./policies/unsupported-requests.ts";

/** Larger than any operation of ours, far smaller than an attack. */
const bodyLimitBytes = 64 * 1024;

/** With a client that takes its time to say what it wants. Milliseconds, but where it says bytes. */
const patience = {
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 72_000,
  // Bytes.
  maxHeaderSize: 16 * 1024,
};

/** Twice the streams of a node. */
const maximumConnections = 20_000;

export type HttpServerOptions = {
  /** Where its log goes. Default: the standard output. */
  stream?: LogStream | undefined;
  /** What stands before the framework, once there is something. */
  front?: { lane?: FastLane };
};

/** The listener that all routes hang on: request ids, limits, headers. */
export function createHttpServer(
  { logLevel, production, trustProxy }: Config,
  { stream, front = {} }: HttpServerOptions = {},
): FastifyInstance {
  const headers = securityHeaders({ production });
  const trusts = createTrust(trustProxy);
  const unused = createUnusedConnections();
  const server = fastify({
    logger: { level: logLevel, serializers: { err: serializeError }, ...(stream && { stream }) },
    bodyLimit: bodyLimitBytes,
    trustProxy: trustProxy !== false && trusts,
    genReqId: createRequestId(trusts),
    // The default line has the URL, which may carry an e-mail address; ours is observeRequests'.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    serverFactory: (handle) =>
      unused.watch(
        createServer(patience, (request, response) => {
          if (front.lane) front.lane(request, response, () => handle(request, response));
          else handle(request, response);
        }),
      ),
    frameworkErrors: refuseBadUrl(headers.ofJson),
    forceCloseConnections: "idle",
    return503OnClosing: true,
  });
  server.addHook("preClose", (done) => {
    unused.end();
    done();
  });
  // A page may send text/plain to any origin unasked; JSON it may not.
  server.removeContentTypeParser("text/plain");
  server.addHook("onRequest", (request, _reply, done) => {
    request.telemetry = newRequestTelemetry();
    done();
  });
  addSecurityHeaders(server, headers);
  addErrorAnswers(server);
  refuseUnserved(server);
  server.server.maxConnections = maximumConnections;
  server.addHook("onSend", (request, reply, _payload, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  return server;
}

/** Answers for what fails outside GraphQL. */
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
    request.telemetry.code = code;
    return await reply.code(status).send(errorBody(request, code, message));
  });
}

declare module "fastify" {
  interface FastifyRequest {
    telemetry: RequestTelemetry;
  }
}
