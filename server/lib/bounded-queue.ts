/** A reader took so long that more than the queue holds has come meanwhile. */
export class QueueOverflowError extends Error {
  override name = "TooSlowError";
  constructor() {
    super("The reader is too slow.");
  }
}

export type BoundedQueue<Value> = {
  push: (value: Value) => void;
  /** Ends once `close` was called; fails with TooSlowError where too much has come. For one reader. */
  read: () => AsyncGenerator<Value, undefined, undefined>;
  close: () => void;
};

/**
 * Hands values from whoever has them to one reader, in order. It holds a few for a reader who is busy; where there are
 * more the reading fails, so that nothing is left out without a word and memory does not grow.
 */
export function createBoundedQueue<Value>(limit: number): BoundedQueue<Value> {
  const values: Value[] = [];
  let state: "open" | "overflown" | "closed" = "open";
  let wake = (): void => {};

  async function* read(): AsyncGenerator<Value, undefined, undefined> {
    for (;;) {
      if (state === "overflown") throw new QueueOverflowError();
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
        state = "overflown";
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
