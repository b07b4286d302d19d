import { LRUCache } from "lru-cache";
import type { CacheEpoch, Snapshot } from "./cache-epoch.ts";
import type { CachePolicy } from "./cache-policy.ts";

/** Rows that expire. */
type Row = {
  /** In ISO 8601. */
  expiresAt: string;
};

export type PageCache<R extends Row> = {
  /**
   * The cached rows of a page, or those that `read` reads.
   *
   * @param key everything that the rows depend on, except the time.
   * @param cachePolicy gets the snapshot of cached rows.
   */
  read: (
    key: string,
    read: () => Promise<readonly R[]>,
    cachePolicy: CachePolicy | undefined,
  ) => Promise<readonly R[]>;
};

/** With pages of a hundred rows of a kilobyte each: 20 MB. */
const maximumPages = 200;

/**
 * Caches the rows of pages for queries that select different fields of them: such a query is executed, but costs the
 * database nothing. Rows expire by the same rules as cached responses.
 *
 * @param isOn false: each page is read.
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
  const pages = new LRUCache<string, { snapshot: Snapshot; rows: Promise<readonly R[]> }>({
    max: maximumPages,
  });
  return {
    async read(key, read, cachePolicy) {
      if (!isOn) return await read();
      const known = pages.get(key);
      if (known && cacheEpoch.isFresh(known.snapshot)) {
        const rows = await known.rows;
        const now = clock().toISOString();
        if (rows.every(({ expiresAt }) => expiresAt > now)) {
          cachePolicy?.includeSnapshot(known.snapshot);
          return rows;
        }
      }
      const page = { snapshot: cacheEpoch.snapshot(), rows: read() };
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
