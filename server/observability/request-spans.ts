import {
  context,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { FastifyInstance, FastifyRequest } from "fastify";

type Spans = { http: Span; inHttp: Context; operation: Span | undefined };

/**
 * A span for each request, in the trace that its `traceparent` names, and one within for a GraphQL operation until its
 * answer begins: a stream goes on in the outer one. What a request logs carries the id of its trace.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function traceRequests(tracer: Tracer, server: FastifyInstance, graphqlPath: string): void {
  const propagator = new W3CTraceContextPropagator();
  const spansOf = new WeakMap<FastifyRequest, Spans>();

  server.addHook("onRequest", (request, _reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url;
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const attributes = {
      "http.request.method": method,
      "http.route": route,
      "cruddur.request_id": request.id,
    };
    const name = route === undefined ? method : `${method} ${route}`;
    const http = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    spansOf.set(request, { http, inHttp: trace.setSpan(parent, http), operation: undefined });
    const { traceId } = http.spanContext();
    request.log = request.log.child({ traceId });
    request.telemetry.traceId = traceId;
    done();
  });

  // Here, and not before: reading the body loses the context.
  server.addHook("preHandler", (request, _reply, done) => {
    const spans = spansOf.get(request);
    if (!spans) return done();
    if (request.method === "POST" && request.routeOptions.url === graphqlPath)
      spans.operation = tracer.startSpan("graphql", {}, spans.inHttp);
    context.with(spans.operation ? trace.setSpan(spans.inHttp, spans.operation) : spans.inHttp, done);
  });

  function endOperation(request: FastifyRequest): void {
    const spans = spansOf.get(request);
    if (!spans?.operation) return;
    const { operationType, operation, operationName, code } = request.telemetry;
    if (operationType !== undefined) {
      spans.operation.updateName(`${operationType} ${operation}`);
      spans.operation.setAttributes({
        "graphql.operation.type": operationType,
        "graphql.operation.name": operationName,
      });
    }
    spans.operation.setAttribute("cruddur.outcome", code ?? "ok");
    spans.operation.end();
    spans.operation = undefined;
  }

  server.addHook("onSend", (request, _reply, _payload, done) => {
    endOperation(request);
    done();
  });

  server.addHook("onResponse", (request, reply, done) => {
    // A client that did not wait for its answer gets none.
    endOperation(request);
    const http = spansOf.get(request)?.http;
    http?.setAttribute("http.response.status_code", reply.statusCode);
    if (reply.statusCode >= 500) http?.setStatus({ code: SpanStatusCode.ERROR });
    http?.end();
    done();
  });
}
