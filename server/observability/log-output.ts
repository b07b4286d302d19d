import { pino } from "pino";

/** Takes the lines of the log. */
export type LogStream = { write: (line: string) => void };

/**
 * The standard output. The lines of one turn of the event loop go out together when it ends, since a system call for each
 * costs as much as to answer a request out of memory. Call it once a process.
 */
export function createLogOutput(): LogStream {
  // It waits where a pipe is full, and loses nothing.
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
