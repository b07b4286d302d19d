import { serializeError } from "../observability/serialize-error.ts";

/**
 * Ends the process at a fault that nobody handled, since its state is unknown from then on; whoever runs it starts it
 * anew. The line in the log has what may be logged of it, where Node would print all.
 */
export function exitOnUnhandledErrors(): void {
  const onFault = (error: unknown): void => {
    const line = {
      level: 60,
      time: Date.now(),
      err: serializeError(error),
      msg: "a fault that nobody handled",
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(1);
  };
  process.on("uncaughtException", onFault);
  process.on("unhandledRejection", onFault);
}
