import { formatStartupError } from "./format-startup-error.ts";

/** The first SIGINT or SIGTERM lets requests finish; the second ends the process at once. */
export function stopOnSignals(stop: () => Promise<void>, exitNow = (): void => process.exit(130)): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return exitNow();
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${formatStartupError(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
