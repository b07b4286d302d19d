import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from "fastify";
import type { RequestTrace, StartTrace } from "../observability/request-trace.ts";
import type { FinishedRequest } from "../observability/request-recorder.ts";
import { newRequestTelemetry, type RequestTelemetry } from "../observability/request-telemetry.ts";
import type { Draining } from "./draining.ts";
import type { Forwarded } from "./policies/forwarded.ts";
import { readableTarget } from "./policies/malformed-paths.ts";
import { addSecurityHeaders, type SecurityHeaders } from "./policies/security-headers.ts";
import { refuseMalformedUrl, refuseUnsupported } from "./policies/unsupported-requests.ts";
import { sendProblem, toProblem } from "./problem-response.ts";
import { createUnusedConnections } from "./unused-connections.ts";

/** POST to this path is GraphQL's. */
export const graphqlPath = "/graphql";

/** Limits for a client that sends slowly. Milliseconds, but for the size of the header. */
const limits = {
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 72_000,
  // Bytes.
  // An access token, see `maximumTokenLength`, and 16 kB of other headers.
  maxHeaderSize: 88 * 1024,
};

/** Twice the number of streams that a node allows. */
const maximumConnections = 20_000;

export type HttpServerOptions = {
  log: FastifyBaseLogger;
  requestId: (request: IncomingMessage) => string;
  securityHeaders: SecurityHeaders;
  /** Serves every POST to `graphqlPath`, before the framework. Absent: there is no API. */
  graphqlHandler?: RequestListener;
  onConnection?: () => void;
  draining?: Pick<Draining, "isOn">;
  /** Writes the log line and the metrics of a request. */
  recordRequest?: (request: FinishedRequest) => void;
  /** Absent: no traces. */
  startTrace?: StartTrace | undefined;
  forwarded: Pick<Forwarded, "address">;
};

/**
 * The HTTP server: GraphQL requests go to their handler, all others to Fastify, whose routes are added by the caller. What
 * is common to its routes is here: request id, limits, headers, errors, log line, trace.
 */
export function createHttpServer({
  log,
  requestId,
  securityHeaders,
  graphqlHandler,
  onConnection = () => {},
  draining,
  recordRequest,
  startTrace,
  forwarded,
}: HttpServerOptions): FastifyInstance {
  const unusedConnections = createUnusedConnections();
  const server: FastifyInstance = fastify({
    loggerInstance: log,
    genReqId: requestId,
    // The default line has the URL, which may carry an e-mail address; recordRequest writes ours.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    serverFactory: (handle) =>
      unusedConnections
        .watch(
          createServer(limits, (request, response) => {
            if (graphqlHandler && isGraphqlRequest(request)) graphqlHandler(request, response);
            else handle(request, response);
          }),
        )
        .on("connection", onConnection),
    rewriteUrl: readableTarget,
    frameworkErrors: refuseMalformedUrl(securityHeaders.ofJson),
    forceCloseConnections: "idle",
    return503OnClosing: true,
  });
  server.server.maxConnections = maximumConnections;
  server.addHook("preClose", (done) => {
    unusedConnections.end();
    done();
  });
  server.addHook("onRequest", (request, _reply, done) => {
    request.telemetry = newRequestTelemetry();
    done();
  });
  if (startTrace) traceRequests(server, startTrace);
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const { statusCode: status = 500, message } = error;
    if (status < 500) return sendProblem(request, reply, { status, code: "BAD_REQUEST", message });
    request.log.error({ err: error }, "unexpected error");
    return sendProblem(request, reply, toProblem(error));
  });
  refuseUnsupported(server, graphqlPath);
  addSecurityHeaders(server, securityHeaders);
  server.addHook("onSend", (request, reply, _payload, done) => {
    void reply.header("x-request-id", request.id);
    if (draining?.isOn()) void reply.header("connection", "close");
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    const { id, raw, method, telemetry, routeOptions, trace } = request;
    const { statusCode: status, elapsedTime: milliseconds } = reply;
    const address = forwarded.address(raw);
    recordRequest?.({
      requestId: id,
      method,
      route: routeOptions.url,
      status,
      milliseconds,
      address,
      telemetry,
    });
    trace?.end(status);
    done();
  });
  return server;
}

/** The path is compared as it came: what Fastify would decode to the same path has no route there. */
function isGraphqlRequest({ method, url = "" }: IncomingMessage): boolean {
  return method === "POST" && (url === graphqlPath || url.startsWith(`${graphqlPath}?`));
}

function traceRequests(server: FastifyInstance, startTrace: StartTrace): void {
  server.addHook("onRequest", (request, _reply, done) => {
    const { id: requestId, method, headers, routeOptions } = request;
    const trace = startTrace({ requestId, method, route: routeOptions.url, headers });
    request.trace = trace;
    request.telemetry.traceId = trace.traceId;
    request.log = request.log.child({ traceId: trace.traceId });
    done();
  });
  // Not earlier: reading the body loses the asynchronous context.
  server.addHook("preHandler", (request, _reply, done) => {
    if (request.trace) request.trace.run(done);
    else done();
  });
}

declare module "fastify" {
  interface FastifyRequest {
    telemetry: RequestTelemetry;
    trace?: RequestTrace;
  }
}
