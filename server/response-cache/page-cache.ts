import { LRUCache } from "lru-cache";
import type { CacheEpoch, Snapshot } from "./cache-epoch.ts";
import type { CachePolicy } from "./cache-policy.ts";

/** Rows that end. */
type Row = {
  /** In ISO 8601. */
  expiresAt: string;
};

export type PageCache<R extends Row> = {
  /**
   * The rows of a page as they were read a moment ago, for whatever query, or as `read` reads them.
   *
   * @param key all that the rows depend on, but for the time.
   * @param cachePolicy hears how old they are.
   */
  read: (
    key: string,
    read: () => Promise<readonly R[]>,
    cachePolicy: CachePolicy | undefined,
  ) => Promise<readonly R[]>;
};

/** A hundred rows of a kilobyte each, where somebody asks for such pages alone: 20 MB. */
const remembered = 200;

/**
 * Remembers the rows of pages for queries that differ in what they ask of them: such a query is executed, and costs the
 * database nothing. The rules are those of shared answers.
 *
 * @param isOn off: each page is read.
 */
export function createPageCache<R extends Row>({
  clock,
  cacheEpoch,
  isOn,
}: {
  clock: () => Date;
  cacheEpoch: CacheEpoch;
  isOn: boolean;
}): PageCache<R> {
  const pages = new LRUCache<string, { stamp: Snapshot; rows: Promise<readonly R[]> }>({ max: remembered });
  return {
    async read(key, read, cachePolicy) {
      if (!isOn) return await read();
      const known = pages.get(key);
      if (known && cacheEpoch.isFresh(known.stamp)) {
        const rows = await known.rows;
        const now = clock().toISOString();
        if (rows.every(({ expiresAt }) => expiresAt > now)) {
          cachePolicy?.isAsOf(known.stamp);
          return rows;
        }
      }
      const page = { stamp: cacheEpoch.snapshot(), rows: read() };
      pages.set(key, page);
      try {
        return await page.rows;
      } catch (error) {
        if (pages.peek(key) === page) pages.delete(key);
        throw error;
      }
    },
  };
}
