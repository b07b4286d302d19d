/** What a worker and its primary tell each other over the channel between them. */
export type WorkerMessage =
  /** The worker answers requests; what it would say when it starts alone. */
  | { kind: "ready"; greeting: string }
  /** News for the bus: of one worker, and then of the primary to all others. */
  | { kind: "news"; channel: string; message: string };

/** The channel has messages of Node's own, too. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    (message.kind === "ready" || message.kind === "news")
  );
}
