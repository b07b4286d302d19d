import type { PGlite } from "@electric-sql/pglite";

/** Milliseconds between two attempts to open the database anew: each takes seconds, and fails while there is no space. */
const pauseMs = 2000;

/** The embedded database has stopped. By its SQLSTATE it is unavailable. */
class DatabaseStoppedError extends Error {
  override name = "DatabaseStoppedError";
  readonly code = "57P03";
}

/**
 * PGlite that outlives a full disk. Where there is no space for more of its log, an instance is in the middle of what it
 * may not leave undone: its next statement, be it a rollback, would hold up this process for good. So it gets none. It is
 * left where it is, and another one is opened on the same files, which recovers as after a crash.
 *
 * @param reopen opens it anew
 * @returns what Drizzle uses of PGlite
 */
export function createLastingPglite(first: PGlite, reopen: () => Promise<PGlite>): PGlite {
  let instance: PGlite | undefined = first;
  let openedAt = Number.NEGATIVE_INFINITY;
  /** Statements go one after the other: none may wait inside of an instance that stops. */
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<PGlite> {
    if (performance.now() - openedAt < pauseMs) throw new DatabaseStoppedError("It is opened anew soon.");
    openedAt = performance.now();
    return await reopen().catch((cause: unknown) => {
      throw new DatabaseStoppedError("It cannot be opened anew yet.", { cause });
    });
  }

  /** Does the work when all before it is done; never settles what an instance that stops has begun. */
  async function use<T>(work: (client: PGlite, stop: (error: unknown) => void) => Promise<T>): Promise<T> {
    const before = last;
    let done = (): void => {};
    last = new Promise<void>((resolve) => {
      done = resolve;
    });
    await before;
    try {
      instance ??= await open();
      const client = instance;
      return await new Promise<T>((resolve, reject) => {
        const stop = (error: unknown): void => {
          instance = undefined;
          reject(error as Error);
        };
        work(client, stop).then(resolve, (error: unknown) => {
          if (isLogFull(error)) stop(error);
          else reject(error as Error);
        });
      });
    } finally {
      done();
    }
  }

  const lasting: Pick<PGlite, "query" | "transaction" | "close"> = {
    query: async (...query) => await use(async (client) => await client.query(...query)),
    transaction: async (change) =>
      await use(
        async (client, stop) =>
          await client.transaction(async (tx) => {
            try {
              return await change(tx);
            } catch (error) {
              if (!isLogFull(error)) throw error;
              stop(error);
              // PGlite would roll back.
              return await new Promise<never>(() => {});
            }
          }),
      ),
    close: async () => {
      await last;
      await instance?.close();
    },
  };
  return lasting as PGlite;
}

/** Drizzle wraps PGlite's error as its cause. */
function isLogFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "53100" && error.message.includes("pg_wal")) return true;
  return isLogFull(error.cause);
}
