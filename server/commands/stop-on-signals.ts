import { formatStartupError } from "./format-startup-error.ts";

/** The first SIGINT or SIGTERM lets requests finish; the second does not wait. */
export function stopOnSignals(stop: () => Promise<void>, hurry = (): void => process.exit(130)): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return hurry();
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
