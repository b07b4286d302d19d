import { statfs } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import { repeat } from "../../lib/repeat.ts";

/** Two files of Postgres' log, and as much again for the rest of what is under way. */
const reserveBytes = 64 * 1024 * 1024;
const lookEveryMs = 1000;

/** How many bytes may still be written below a directory. */
export type FreeBytes = (directory: string) => Promise<number>;

export async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** By its SQLSTATE the disk is full. */
class DiskReserveError extends Error {
  override name = "DiskReserveError";
  readonly code = "53100";
}

/**
 * Refuses to write while the disk has hardly any space left, and goes on reading. PGlite answers with an error where a
 * table cannot grow; where its log cannot, it stops this process for good.
 *
 * @returns the client with this, and what ends it
 */
export async function keepDiskReserve(
  client: PGlite,
  directory: string,
  freeBytes: FreeBytes,
): Promise<{ client: PGlite; stop: () => void }> {
  let isFull = false;
  async function look(): Promise<void> {
    isFull = (await freeBytes(directory)) < reserveBytes;
  }
  function refuseIfFull(): void {
    if (isFull) throw new DiskReserveError("The disk is almost full: nothing is written.");
  }
  await look();
  // A file system that cannot tell is taken as it was.
  const looking = repeat(lookEveryMs, look, () => {});
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
    stop: looking.stop,
  };
}
