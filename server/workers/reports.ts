import type { MetricValues } from "../observability/metrics.ts";
import { isWorkerMessage } from "./messages.ts";
import { sendToPrimary } from "./worker-bus.ts";

/** Tells the primary again and again that this worker is not stuck. */
export function sendHeartbeats(channel: NodeJS.Process, everyMs: number): void {
  const tell = (): void => sendToPrimary(channel, { kind: "alive" });
  tell();
  setInterval(tell, everyMs).unref();
}

/**
 * Answers the primary when it asks for metrics.
 *
 * @param onError hears why they could not be read.
 */
export function reportMetrics(
  channel: NodeJS.Process,
  read: () => Promise<MetricValues>,
  onError: (error: unknown) => void,
): void {
  channel.on("message", (message: unknown) => {
    if (isWorkerMessage(message) && message.kind === "metrics-wanted")
      read().then((values) => sendToPrimary(channel, { kind: "metrics", values }), onError);
  });
}
