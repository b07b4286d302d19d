import { statfs } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import { repeat } from "../../lib/repeat.ts";

/** Two files of the write-ahead log, and the same again for other writes in progress. */
const reserveBytes = 64 * 1024 * 1024;
const checkIntervalMs = 1000;

/** The number of bytes that can still be written below a directory. */
export type FreeBytes = (directory: string) => Promise<number>;

export async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Has the SQLSTATE of a full disk. */
class DiskReserveError extends Error {
  override name = "DiskReserveError";
  readonly code = "53100";
}

/**
 * Refuses writes while the disk is almost full, and still reads. When a table cannot grow PGlite fails the statement, but
 * when the write-ahead log cannot grow it aborts the process.
 */
export async function keepDiskReserve(
  client: PGlite,
  directory: string,
  freeBytes: FreeBytes,
): Promise<{ client: PGlite; stop: () => void }> {
  let isFull = false;
  async function check(): Promise<void> {
    isFull = (await freeBytes(directory)) < reserveBytes;
  }
  function refuseIfFull(): void {
    if (isFull) throw new DiskReserveError("The disk is almost full: writes are refused.");
  }
  await check();
  // If the file system cannot be queried, the last result stays valid.
  const checking = repeat(checkIntervalMs, check, () => {});
  const query: PGlite["query"] = async (text, ...rest) => {
    if (!/^\s*(select|show)\b/i.test(text)) refuseIfFull();
    return await client.query(text, ...rest);
  };
  const transaction: PGlite["transaction"] = async (change) => {
    refuseIfFull();
    return await client.transaction(change);
  };
  const guarded = { query, transaction };
  return {
    client: new Proxy(client, {
      get: (target, name): unknown =>
        Reflect.has(guarded, name) ? Reflect.get(guarded, name) : Reflect.get(target, name, target),
    }),
    stop: checking.stop,
  };
}
