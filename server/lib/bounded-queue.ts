/** More values arrived than the queue holds, because its reader is too slow. */
export class QueueOverflowError extends Error {
  override name = "QueueOverflowError";
  constructor() {
    super("The reader is too slow.");
  }
}

export type BoundedQueue<Value> = {
  push: (value: Value) => void;
  /** For one reader. Ends after `close`; throws QueueOverflowError after an overflow. */
  read: () => AsyncGenerator<Value, undefined, undefined>;
  close: () => void;
};

/**
 * Queues values for one reader, in order. An overflow makes reading fail, so that no value is dropped silently and memory
 * stays bounded.
 */
export function createBoundedQueue<Value>(limit: number): BoundedQueue<Value> {
  const values: Value[] = [];
  let state: "open" | "overflowed" | "closed" = "open";
  let wake = (): void => {};

  async function* read(): AsyncGenerator<Value, undefined, undefined> {
    for (;;) {
      if (state === "overflowed") throw new QueueOverflowError();
      const value = values.shift();
      if (value !== undefined) yield value;
      else if (state === "closed") return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }

  return {
    push(value) {
      if (state !== "open") return;
      if (values.length < limit) values.push(value);
      else {
        state = "overflowed";
        values.length = 0;
      }
      wake();
    },
    read,
    close() {
      if (state === "open") state = "closed";
      wake();
    },
  };
}
