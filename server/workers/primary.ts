import cluster, { type Worker } from "node:cluster";
import { timedOut, withDeadline } from "../lib/deadline.ts";
import type { MetricValues } from "../observability/metrics.ts";
import { isWorkerMessage, type WorkerMessage } from "./messages.ts";

/** Delays in milliseconds before a worker is replaced: the first, doubled each time, and the maximum. */
const restartDelay = { first: 100, maximum: 10_000 };

/** A worker that ran this long did not fail because of its start. */
const stableAfterMs = 30_000;

/** How often a worker sends a heartbeat, and how many it may miss before it counts as stuck. */
export type Heartbeat = { intervalMs: number; allowedMisses: number };
export const heartbeat: Heartbeat = { intervalMs: 1000, allowedMisses: 15 };

/** Metrics of slower workers are left out. */
const metricsTimeoutMs = 3000;

export type Primary = {
  /** Where the workers serve requests. */
  url: string;
  /** The metrics of each worker that answers, by its number. A replacement has the number of the worker it replaces. */
  metrics: () => Promise<ReadonlyMap<number, MetricValues>>;
  /** Lets the workers finish their requests; resolves when all have ended. */
  stop: () => Promise<void>;
  /** Ends the workers at once. */
  kill: () => void;
};

/**
 * Runs workers that serve one port, each a node of its own. This process distributes connections among them, passes their
 * bus messages on, and replaces workers that end or are stuck.
 *
 * @param onEnd called for each worker that ended unexpectedly.
 * @throws WorkerFailedError if a worker ends before all are ready
 * @see https://nodejs.org/api/cluster.html
 */
export async function runWorkers(
  count: number,
  onEnd: (text: string) => void,
  { intervalMs, allowedMisses } = heartbeat,
): Promise<Primary> {
  // The default is JSON, which has no NaN; metrics do.
  cluster.setupPrimary({ serialization: "advanced" });
  const running = new Map<number, Worker>();
  let stopping = false;
  let quickEnds = 0;
  let failStart: (error: Error) => void = () => {};

  async function startOne(number: number): Promise<string> {
    const worker = cluster.fork();
    running.set(number, worker);
    const startedAt = performance.now();
    // Counts from the first message on, in ticks instead of time: while a machine sleeps neither side runs.
    let missed = Number.NEGATIVE_INFINITY;
    const watch = setInterval(() => {
      missed += 1;
      if (missed > allowedMisses) worker.process.kill("SIGKILL");
    }, intervalMs);
    return await new Promise((ready, fail) => {
      worker.on("message", (message: unknown) => {
        if (!isWorkerMessage(message)) return;
        missed = 0;
        if (message.kind === "ready") ready(message.url);
        if (message.kind === "bus") broadcast(message, worker);
      });
      worker.once("exit", (code, signal) => {
        clearInterval(watch);
        running.delete(number);
        const error = new WorkerFailedError(worker.process.pid, signal || code);
        fail(error);
        failStart(error);
        if (stopping) return;
        onEnd(error.message);
        quickEnds = performance.now() - startedAt < stableAfterMs ? quickEnds + 1 : 0;
        setTimeout(
          () => replace(number),
          Math.min(restartDelay.first * 2 ** quickEnds, restartDelay.maximum),
        );
      });
    });
  }

  function replace(number: number): void {
    // The exit handler also replaces a worker that fails at its start.
    if (!stopping) startOne(number).catch(() => {});
  }

  const kill = (): void => {
    stopping = true;
    for (const worker of workers()) worker.process.kill("SIGKILL");
  };

  try {
    const [url = ""] = await Promise.race([
      Promise.all(Array.from({ length: count }, (_nothing, index) => startOne(index + 1))),
      new Promise<never>((_ready, fail) => {
        failStart = (error) => {
          stopping = true;
          fail(error);
        };
      }),
    ]);
    failStart = () => {};
    return {
      url,
      kill,
      async metrics() {
        const answers = Array.from(running, async ([number, worker]) => ({
          number,
          values: await requestMetrics(worker),
        }));
        const found = new Map<number, MetricValues>();
        for (const { number, values } of await Promise.all(answers)) if (values) found.set(number, values);
        return found;
      },
      async stop() {
        stopping = true;
        const ended = workers().map(
          async (worker) => await new Promise<void>((done) => worker.once("exit", () => done())),
        );
        for (const worker of workers()) worker.process.kill("SIGTERM");
        await Promise.all(ended);
      },
    };
  } catch (error) {
    kill();
    throw error;
  }
}

/** A worker ended. A worker that fails at its start has printed the reason itself. */
export class WorkerFailedError extends Error {
  override name = "WorkerFailedError";
  constructor(pid: number | undefined, reason: string | number) {
    super(`worker ${pid} ended (${reason})`);
  }
}

function broadcast(message: WorkerMessage, from: Worker): void {
  for (const worker of workers()) if (worker !== from) send(worker, message);
}

function send(worker: Worker, message: WorkerMessage): void {
  if (worker.isConnected()) worker.send(message);
}

/** Undefined if the worker does not answer in time. */
async function requestMetrics(worker: Worker): Promise<MetricValues | undefined> {
  let stopListening = (): void => {};
  const answer = new Promise<MetricValues>((resolve) => {
    const onMessage = (message: unknown): void => {
      if (isWorkerMessage(message) && message.kind === "metrics") resolve(message.values);
    };
    worker.on("message", onMessage);
    stopListening = () => worker.off("message", onMessage);
  });
  send(worker, { kind: "metrics-request" });
  const values = await withDeadline(metricsTimeoutMs, async () => await answer).finally(stopListening);
  return values === timedOut ? undefined : values;
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}
