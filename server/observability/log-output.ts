import { pino } from "pino";

/** The least severe level that is written. */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "silent";

/** Receives the lines of the log. */
export type LogStream = { write: (line: string) => void };

/**
 * The standard output. The lines of one turn of the event loop are written together at its end, since a system call for
 * each costs as much as a cached response. Must be called once in a process.
 */
export function createLogOutput(): LogStream {
  // Synchronous: it waits for a full pipe, and loses nothing.
  const output = pino.destination({ sync: true });
  let lines = "";
  const flush = (): void => {
    output.write(lines);
    lines = "";
  };
  process.on("exit", flush);
  return {
    write(line) {
      if (lines === "") setImmediate(flush);
      lines += line;
    },
  };
}
