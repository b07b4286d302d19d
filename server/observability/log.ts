import { type Logger, pino } from "pino";
import type { LogLevel } from "./log-output.ts";
import type { LogStream } from "./log-output.ts";
import { serializeError } from "./serialize-error.ts";

/** The log of the process: pino's, with errors reduced to what may be logged. */
export type Log = Logger;

export function createLog(stream: LogStream, level: LogLevel): Log {
  return pino({ level, serializers: { err: serializeError } }, stream);
}
