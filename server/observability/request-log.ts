import { hostname } from "node:os";
import { pino } from "pino";
import type { LogLevel } from "../config.ts";
import type { LogStream } from "./log-output.ts";

/** What the log has of a request. */
export type RequestLine = {
  level: "debug" | "info" | "warn" | "error";
  requestId: string;
  traceId: string | undefined;
  method: string;
  /** Undefined where nothing is served. */
  route: string | undefined;
  /** The name that the client gave its operation. */
  operation: string | undefined;
  /** The field of the schema's root that was asked for. */
  field: string | undefined;
  status: number;
  outcome: string;
  milliseconds: number;
  /** See createAccountHash. */
  account: string | undefined;
  address: string | undefined;
};

export type RequestLog = (line: RequestLine) => void;

/**
 * Writes the lines of requests among those of pino, and as pino writes them, but by hand: its way through each of the
 * values was a sixth of an answer out of memory.
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
        plain("requestId", line.requestId) +
        plain("traceId", line.traceId) +
        plain("method", line.method) +
        plain("route", line.route) +
        foreign("operation", line.operation) +
        plain("field", line.field) +
        `,"status":${line.status}` +
        plain("outcome", line.outcome) +
        `,"milliseconds":${Math.round(line.milliseconds * 10) / 10}` +
        plain("account", line.account) +
        foreign("address", line.address) +
        "}\n",
    );
  };
}

/** Of our own making, or looked at when it came: nothing in it is to be escaped. */
function plain(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":"${value}"`;
}

function foreign(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;
}
