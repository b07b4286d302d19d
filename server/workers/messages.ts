import type { MetricValues } from "../observability/metrics.ts";

/** What a worker and its primary tell each other over the channel between them. */
export type WorkerMessage =
  /** The worker answers requests, at this address. */
  | { kind: "ready"; url: string }
  /** The worker is not stuck. */
  | { kind: "alive" }
  /** News for the bus: of one worker, and then of the primary to all others. */
  | { kind: "news"; channel: string; message: string }
  /** The primary asks for the worker's metrics. */
  | { kind: "metrics-wanted" }
  | { kind: "metrics"; values: MetricValues };

const kinds: readonly unknown[] = [
  "ready",
  "alive",
  "news",
  "metrics-wanted",
  "metrics",
] satisfies WorkerMessage["kind"][];

/** The channel has messages of Node's own, too. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  return typeof message === "object" && message !== null && "kind" in message && kinds.includes(message.kind);
}
