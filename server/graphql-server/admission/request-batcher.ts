/** Starts requests in batches, one batch in a turn of the event loop. */
export type RequestBatcher = {
  /** Starts a request with its batch; at once where a batch is being started. */
  enqueue: (start: () => void) => void;
  /** The number of requests that wait for their batch. */
  waiting: () => number;
  /** Must be called for every new connection. */
  connectionOpened: () => void;
  /** Milliseconds that a request would wait if it came now, estimated from the last batches. */
  estimatedWaitMs: () => number;
};

/** Initial and maximum batch size. */
const batchSizes = { initial: 16, maximum: 128 };

/**
 * Starts the requests that one poll of the sockets has found together, when the poll is over: they then do the same work
 * close together, and their responses go out close together, so that the next poll finds many again. Started one by one
 * they cost half as much again.
 *
 * A batch also lets the event loop turn: timers, results of the database and health checks would wait for all requests,
 * so a batch is only as large as fits into `turnMs`. Node accepts one new connection a turn; while connections come in,
 * turns are left empty, so that a hundred connections do not wait for a hundred batches.
 *
 * @param turnMs the longest that a batch may take, in milliseconds.
 * @param elapsed monotonic clock, in milliseconds.
 */
export function createRequestBatcher(
  turnMs: number,
  elapsed = (): number => performance.now(),
): RequestBatcher {
  let queue: { since: number; start: () => void }[] = [];
  let batchSize = batchSizes.initial;
  /** Size and start of the current batch. */
  let started = 0;
  let startedAt = 0;
  let isScheduled = false;
  let isStarting = false;
  let isConnecting = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(startBatch);
    // Runs after everything that the batch does without waiting.
    setImmediate(adaptBatchSize);
  }

  function startBatch(): void {
    isScheduled = false;
    started = 0;
    startedAt = elapsed();
    if (isConnecting && startedAt - (queue[0]?.since ?? startedAt) < turnMs) {
      isConnecting = false;
      schedule();
      return;
    }
    const batch = queue.slice(0, batchSize);
    queue = queue.slice(batchSize);
    started = batch.length;
    isStarting = true;
    for (const { start } of batch) start();
    isStarting = false;
    if (queue.length > 0) schedule();
  }

  function adaptBatchSize(): void {
    // A small batch says little about a large one.
    if (started <= batchSize / 2) return;
    const fitting = Math.floor((started * turnMs) / (elapsed() - startedAt));
    // A process that the system did not schedule for a moment has not become slow: at most halve.
    batchSize = Math.max(Math.ceil(batchSize / 2), Math.min(fitting, batchSize * 2, batchSizes.maximum));
  }

  return {
    enqueue(start) {
      if (isStarting) {
        start();
        return;
      }
      queue.push({ since: elapsed(), start });
      schedule();
    },
    waiting: () => queue.length,
    connectionOpened() {
      isConnecting = true;
    },
    estimatedWaitMs: () => (isStarting ? 0 : Math.floor(queue.length / batchSize) * turnMs),
  };
}
