import cluster, { type Worker } from "node:cluster";
import { isWorkerMessage, type WorkerMessage } from "./messages.ts";

/** Milliseconds: the pause before a worker that ended is replaced, twice as long each time, and the longest. */
const pauses = { first: 100, longest: 10_000 };

/** One that lived so long had no trouble with its start. */
const soundAfterMs = 30_000;

export type Primary = {
  /** What the first worker said when all were ready. */
  greeting: string;
  /** Lets the workers end what they are at; resolves when the last one is gone. */
  stop: () => Promise<void>;
  /** Does not wait. */
  kill: () => void;
};

/**
 * Runs workers that serve one port, each a node for itself: this process gives them connections in turn, carries news
 * between them, and replaces one that ends.
 *
 * @param onEnd hears of workers that ended on their own.
 * @throws WorkerFailedError where one ends before all were ready
 * @see https://nodejs.org/api/cluster.html
 */
export async function runWorkers(count: number, onEnd: (text: string) => void): Promise<Primary> {
  let stopping = false;
  let quickEnds = 0;
  let failed: (error: Error) => void = () => {};

  async function startOne(): Promise<string> {
    const worker = cluster.fork();
    const began = performance.now();
    return await new Promise((ready, fail) => {
      worker.on("message", (message: unknown) => {
        if (!isWorkerMessage(message)) return;
        if (message.kind === "ready") ready(message.greeting);
        else passOn(message, worker);
      });
      worker.once("exit", (code, signal) => {
        const error = new WorkerFailedError(worker.process.pid, signal || code);
        fail(error);
        failed(error);
        if (stopping) return;
        onEnd(error.message);
        quickEnds = performance.now() - began < soundAfterMs ? quickEnds + 1 : 0;
        setTimeout(replace, Math.min(pauses.first * 2 ** quickEnds, pauses.longest));
      });
    });
  }

  function replace(): void {
    // One that fails on its start is replaced, too.
    if (!stopping) startOne().catch(() => {});
  }

  const kill = (): void => {
    stopping = true;
    for (const worker of workers()) worker.process.kill("SIGKILL");
  };

  try {
    const [greeting = ""] = await Promise.race([
      Promise.all(Array.from({ length: count }, startOne)),
      new Promise<never>((_ready, fail) => {
        failed = (error) => {
          stopping = true;
          fail(error);
        };
      }),
    ]);
    failed = () => {};
    return {
      greeting,
      kill,
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
  for (const worker of workers()) if (worker !== from && worker.isConnected()) worker.send(message);
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}
