import type { MetricValues } from "../observability/metrics.ts";

/** The messages between a worker and its primary. */
export type WorkerMessage =
  /** The worker serves requests at this URL. */
  | { kind: "ready"; url: string }
  /** The worker is not stuck. */
  | { kind: "heartbeat" }
  /** A message of the bus, from one worker to the primary, and from there to all others. */
  | { kind: "bus"; channel: string; message: string }
  /** The primary requests the worker's metrics. */
  | { kind: "metrics-request" }
  | { kind: "metrics"; values: MetricValues };

const kinds: readonly unknown[] = [
  "ready",
  "heartbeat",
  "bus",
  "metrics-request",
  "metrics",
] satisfies WorkerMessage["kind"][];

/** Node sends messages of its own over the same channel. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  return typeof message === "object" && message !== null && "kind" in message && kinds.includes(message.kind);
}
