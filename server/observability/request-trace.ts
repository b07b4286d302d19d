import type { IncomingHttpHeaders } from "node:http";
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
import type { RequestTelemetry } from "./request-telemetry.ts";

/** The spans of one request. */
export type RequestTrace = {
  traceId: string;
  /** Runs work as a child of the request's span. */
  run: (work: () => void) => void;
  /** Starts the span of a GraphQL operation, and runs the work as its child. */
  runOperation: (work: () => void) => void;
  /** Ends the span of the operation; a stream goes on in the request's span. */
  endOperation: (telemetry: RequestTelemetry) => void;
  end: (status: number) => void;
};

export type StartTrace = (request: {
  requestId: string;
  method: string;
  route: string | undefined;
  headers: IncomingHttpHeaders;
}) => RequestTrace;

/**
 * Starts a span for each request, in the trace that its `traceparent` header names.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function createStartTrace(tracer: Tracer): StartTrace {
  const propagator = new W3CTraceContextPropagator();
  return ({ requestId, method, route, headers }) => {
    const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const attributes = {
      "http.request.method": method,
      "http.route": route,
      "cruddur.request_id": requestId,
    };
    const name = route === undefined ? method : `${method} ${route}`;
    const http = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    return traceOf(tracer, http, trace.setSpan(parent, http));
  };
}

function traceOf(tracer: Tracer, http: Span, inHttp: Context): RequestTrace {
  let operation: Span | undefined;
  return {
    traceId: http.spanContext().traceId,
    run: (work) => context.with(inHttp, work),
    runOperation(work) {
      operation = tracer.startSpan("graphql", {}, inHttp);
      context.with(trace.setSpan(inHttp, operation), work);
    },
    endOperation({ operationType, operation: field, operationName, code }) {
      if (!operation) return;
      if (operationType !== undefined) {
        operation.updateName(`${operationType} ${field}`);
        operation.setAttributes({
          "graphql.operation.type": operationType,
          "graphql.operation.name": operationName,
        });
      }
      operation.setAttribute("cruddur.outcome", code ?? "ok");
      operation.end();
      operation = undefined;
    },
    end(status) {
      http.setAttribute("http.response.status_code", status);
      if (status >= 500) http.setStatus({ code: SpanStatusCode.ERROR });
      http.end();
    },
  };
}
