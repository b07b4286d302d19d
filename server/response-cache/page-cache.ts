import { LRUCache } from "lru-cache";
import type { Freshness, Stamp } from "./cache-epoch.ts";
import type { Sharing } from "./cache-policy.ts";

/** Rows that end. */
type Row = {
  /** In ISO 8601. */
  expiresAt: string;
};

export type SharedPages<R extends Row> = {
  /**
   * The rows of a page as they were read a moment ago, for whatever query, or as `read` reads them.
   *
   * @param key all that the rows depend on, but for the time.
   * @param sharing hears how old they are.
   */
  read: (
    key: string,
    read: () => Promise<readonly R[]>,
    sharing: Sharing | undefined,
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
export function createSharedPages<R extends Row>({
  clock,
  freshness,
  isOn,
}: {
  clock: () => Date;
  freshness: Freshness;
  isOn: boolean;
}): SharedPages<R> {
  const pages = new LRUCache<string, { stamp: Stamp; rows: Promise<readonly R[]> }>({ max: remembered });
  return {
    async read(key, read, sharing) {
      if (!isOn) return await read();
      const known = pages.get(key);
      if (known && freshness.isFresh(known.stamp)) {
        const rows = await known.rows;
        const now = clock().toISOString();
        if (rows.every(({ expiresAt }) => expiresAt > now)) {
          sharing?.isAsOf(known.stamp);
          return rows;
        }
      }
      const page = { stamp: freshness.stamp(), rows: read() };
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
