import { hostname } from "node:os";
import { pino } from "pino";
import type { LogLevel } from "./log-output.ts";
import type { LogStream } from "./log-output.ts";

/** The log line of a request. */
export type RequestLine = {
  level: "debug" | "info" | "warn" | "error";
  requestId: string;
  traceId: string | undefined;
  method: string;
  /** Undefined where no route matches. */
  route: string | undefined;
  /** The name that the client gave its operation. */
  operation: string | undefined;
  /** The operation's label, see `createOperationLabels`. */
  field: string | undefined;
  status: number;
  outcome: string;
  milliseconds: number;
  /** A hash, see `createAccountHash`. */
  account: string | undefined;
  address: string | undefined;
};

export type RequestLog = (line: RequestLine) => void;

/**
 * Writes request lines in the format of pino, by hand: pino's serialization of each value was a sixth of the cost of a
 * cached response.
 *
 * @param least the lowest level that is written.
 */
export function createRequestLog(stream: LogStream, least: LogLevel): RequestLog {
  const levels = pino.levels.values;
  const lowest = levels[least] ?? Number.POSITIVE_INFINITY;
  const ofProcess = `"pid":${process.pid},"hostname":${JSON.stringify(hostname())}`;
  return (line) => {
    const level = levels[line.level] ?? lowest;
    if (level < lowest) return;
    stream.write(
      `{"level":${level},"time":${Date.now()},${ofProcess}` +
        safe("requestId", line.requestId) +
        safe("traceId", line.traceId) +
        safe("method", line.method) +
        safe("route", line.route) +
        escaped("operation", line.operation) +
        safe("field", line.field) +
        `,"status":${line.status}` +
        safe("outcome", line.outcome) +
        `,"milliseconds":${Math.round(line.milliseconds * 10) / 10}` +
        safe("account", line.account) +
        escaped("address", line.address) +
        "}\n",
    );
  };
}

/** For values that we made or validated: nothing in them needs escaping. */
function safe(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":"${value}"`;
}

function escaped(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;
}
