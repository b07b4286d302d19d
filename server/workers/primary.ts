import cluster, { type Worker } from "node:cluster";
import { setTimeout as pause } from "node:timers/promises";
import type { MetricValues } from "../observability/metrics.ts";
import { isWorkerMessage, type WorkerMessage } from "./messages.ts";

/** Milliseconds: the pause before a worker that ended is replaced, twice as long each time, and the longest. */
const pauses = { first: 100, longest: 10_000 };

/** One that lived so long had no trouble with its start. */
const soundAfterMs = 30_000;

/** So often a worker says that it is alive; one that misses so many is stuck. */
export type Heartbeat = { intervalMs: number; allowedMisses: number };
export const heartbeat: Heartbeat = { intervalMs: 1000, allowedMisses: 15 };

/** Prometheus waits for the slowest, and does without. */
const metricsWithinMs = 3000;

export type Primary = {
  /** Where they answer. */
  url: string;
  /** What each has measured, by its number; whose worker is replaced keeps it. Without those that do not answer now. */
  metrics: () => Promise<ReadonlyMap<number, MetricValues>>;
  /** Lets the workers end what they are at; resolves when the last one is gone. */
  stop: () => Promise<void>;
  /** Does not wait. */
  kill: () => void;
};

/**
 * Runs workers that serve one port, each a node for itself: this process gives them connections in turn, carries news
 * between them, and replaces one that ends or is stuck.
 *
 * @param onEnd hears of workers that ended on their own.
 * @throws WorkerFailedError where one ends before all were ready
 * @see https://nodejs.org/api/cluster.html
 */
export async function runWorkers(
  count: number,
  onEnd: (text: string) => void,
  { intervalMs, allowedMisses: most } = heartbeat,
): Promise<Primary> {
  // JSON, which is the default, has no NaN, and the metrics do.
  cluster.setupPrimary({ serialization: "advanced" });
  const running = new Map<number, Worker>();
  let stopping = false;
  let quickEnds = 0;
  let failed: (error: Error) => void = () => {};

  async function startOne(number: number): Promise<string> {
    const worker = cluster.fork();
    running.set(number, worker);
    const began = performance.now();
    // Counted from the first one on, and not timed: a machine that sleeps does not listen either.
    let missed = Number.NEGATIVE_INFINITY;
    const watch = setInterval(() => {
      missed += 1;
      if (missed > most) worker.process.kill("SIGKILL");
    }, intervalMs);
    return await new Promise((ready, fail) => {
      worker.on("message", (message: unknown) => {
        if (!isWorkerMessage(message)) return;
        missed = 0;
        if (message.kind === "ready") ready(message.url);
        if (message.kind === "news") passOn(message, worker);
      });
      worker.once("exit", (code, signal) => {
        clearInterval(watch);
        running.delete(number);
        const error = new WorkerFailedError(worker.process.pid, signal || code);
        fail(error);
        failed(error);
        if (stopping) return;
        onEnd(error.message);
        quickEnds = performance.now() - began < soundAfterMs ? quickEnds + 1 : 0;
        setTimeout(() => replace(number), Math.min(pauses.first * 2 ** quickEnds, pauses.longest));
      });
    });
  }

  function replace(number: number): void {
    // One that fails on its start is replaced, too.
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
        failed = (error) => {
          stopping = true;
          fail(error);
        };
      }),
    ]);
    failed = () => {};
    return {
      url,
      kill,
      async metrics() {
        const asked = Array.from(running, async ([number, worker]) => ({
          number,
          values: await askForMetrics(worker),
        }));
        const found = new Map<number, MetricValues>();
        for (const { number, values } of await Promise.all(asked)) if (values) found.set(number, values);
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

/** A worker ended; when it starts, it has said why itself. */
export class WorkerFailedError extends Error {
  override name = "WorkerFailedError";
  constructor(pid: number | undefined, reason: string | number) {
    super(`worker ${pid} ended (${reason})`);
  }
}

function passOn(message: WorkerMessage, from: Worker): void {
  for (const worker of workers()) if (worker !== from) tell(worker, message);
}

function tell(worker: Worker, message: WorkerMessage): void {
  if (worker.isConnected()) worker.send(message);
}

/** Undefined where it does not answer in time. */
async function askForMetrics(worker: Worker): Promise<MetricValues | undefined> {
  const over = new AbortController();
  const answer = new Promise<MetricValues>((answered) => {
    const hear = (message: unknown): void => {
      if (isWorkerMessage(message) && message.kind === "metrics") answered(message.values);
    };
    worker.on("message", hear);
    over.signal.addEventListener("abort", () => worker.off("message", hear));
  });
  tell(worker, { kind: "metrics-wanted" });
  const late = pause(metricsWithinMs, undefined, { signal: over.signal }).catch(() => undefined);
  return await Promise.race([answer, late]).finally(() => over.abort());
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}
