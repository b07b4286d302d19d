import type { Draining } from "../http/draining.ts";
import type { SecurityHeaders } from "../http/policies/security-headers.ts";
import { type HttpProblem, problemBody } from "../http/problem-response.ts";
import { encodeUtf8 } from "../lib/encode-utf8.ts";
import { whenClosed } from "../lib/when-closed.ts";
import type { RecordRequest } from "../observability/request-recorder.ts";
import { operationTelemetry } from "../observability/request-telemetry.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";
import type { Exchange } from "./exchange.ts";

/** Ends every exchange: writes the headers of all responses, the log line, the metrics and the trace. */
export type Finish = {
  send: (exchange: Exchange, response: GraphqlResponse) => void;
  sendProblem: (exchange: Exchange, problem: HttpProblem) => void;
  /** Writes the head of a stream. The request is recorded when its connection closes. */
  startStream: (exchange: Exchange) => void;
};

export type FinishOptions = {
  path: string;
  securityHeaders: SecurityHeaders;
  draining: Pick<Draining, "isOn">;
  recordRequest: RecordRequest;
};

export function createFinish({ path, securityHeaders, draining, recordRequest }: FinishOptions): Finish {
  /** Names and values in turn, as `writeHead` takes them at the least cost. */
  const commonHeaders = Object.entries({ ...securityHeaders.ofJson, "cache-control": "no-store" }).flat();

  function writeHead(
    { requestId, response, cors, cookies }: Exchange,
    status: number,
    headers: string[],
    ownHeaders: Iterable<[name: string, value: string]>,
  ): void {
    headers.push("x-request-id", requestId);
    for (const [name, value] of ownHeaders) headers.push(name, value);
    for (const [name, value] of Object.entries(cors)) headers.push(name, value);
    for (const cookie of cookies) headers.push("set-cookie", cookie);
    if (draining.isOn()) headers.push("connection", "close");
    response.writeHead(status, headers);
  }

  function record({ requestId, address, startedAt, telemetry, trace }: Exchange, status: number): void {
    const milliseconds = performance.now() - startedAt;
    recordRequest({ requestId, method: "POST", route: path, status, milliseconds, address, telemetry });
    trace?.end(status);
  }

  function send(exchange: Exchange, { status, headers, body }: GraphqlResponse): void {
    exchange.trace?.endOperation(exchange.telemetry);
    const bytes = typeof body === "string" ? encodeUtf8(body) : body;
    writeHead(exchange, status, [...commonHeaders, "content-length", String(bytes.length)], headers);
    exchange.response.end(bytes);
    record(exchange, status);
  }

  return {
    send,
    sendProblem: (exchange, problem) => send(exchange, problemResponse(exchange, problem)),
    startStream(exchange) {
      exchange.telemetry.isStream = true;
      exchange.trace?.endOperation(exchange.telemetry);
      writeHead(exchange, 200, [...commonHeaders], streamHeaders);
      whenClosed(exchange.response, () => record(exchange, 200));
    },
  };
}

const streamHeaders: [name: string, value: string][] = [
  ["content-type", "text/event-stream; charset=utf-8"],
  // A node that stops would otherwise wait for the next request on the connection.
  ["connection", "close"],
  // nginx would hold events back until it has enough of them.
  ["x-accel-buffering", "no"],
];

/** The response to a refused request; its code is recorded for the log and the metrics. */
export function problemResponse(
  { requestId, telemetry }: Pick<Exchange, "requestId" | "telemetry">,
  { status, code, message, reason, headers }: HttpProblem,
): GraphqlResponse {
  telemetry.code = code;
  return {
    status,
    headers: [["content-type", "application/json; charset=utf-8"], ...Object.entries({ ...headers })],
    body: JSON.stringify(problemBody(requestId, { code, message, reason })),
    operation: operationTelemetry(telemetry),
  };
}
