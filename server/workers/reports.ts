import type { MetricValues } from "../observability/metrics.ts";
import { isWorkerMessage } from "./messages.ts";
import { sendToPrimary } from "./worker-bus.ts";

/** Tells the primary regularly that this worker is not stuck. */
export function sendHeartbeats(channel: NodeJS.Process, intervalMs: number): void {
  const send = (): void => sendToPrimary(channel, { kind: "heartbeat" });
  send();
  setInterval(send, intervalMs).unref();
}

/**
 * Answers the primary's requests for metrics.
 *
 * @param onError called if the metrics cannot be read.
 */
export function reportMetrics(
  channel: NodeJS.Process,
  read: () => Promise<MetricValues>,
  onError: (error: unknown) => void,
): void {
  channel.on("message", (message: unknown) => {
    if (isWorkerMessage(message) && message.kind === "metrics-request")
      read().then((values) => sendToPrimary(channel, { kind: "metrics", values }), onError);
  });
}
