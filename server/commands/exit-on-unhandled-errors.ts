import { serializeError } from "../observability/serialize-error.ts";

/**
 * Ends the process at an unhandled error, because its state is unknown then; its supervisor restarts it. The log line has
 * only what may be logged of the error, while Node would print all of it.
 */
export function exitOnUnhandledErrors(): void {
  const onUnhandled = (error: unknown): void => {
    const line = {
      level: 60,
      time: Date.now(),
      err: serializeError(error),
      msg: "unhandled error",
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(1);
  };
  process.on("uncaughtException", onUnhandled);
  process.on("unhandledRejection", onUnhandled);
}
