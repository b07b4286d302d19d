import type { Pool } from "pg";
import { retryRepeatable } from "../transaction.ts";
import { onlyReads } from "./only-reads.ts";

type Query = (...args: unknown[]) => unknown;

/**
 * Retries the reads that a pool executes outside of transactions, after conflicts and broken connections: a pooler or a
 * server that restarts then fails none of them, if it is back at once.
 */
export function retryReads(pool: Pool): void {
  const send = pool.query.bind(pool) as Query;
  const query: Query = (...args) => {
    if (typeof args.at(-1) === "function" || !onlyReads(args[0])) return send(...args);
    return retryRepeatable(async () => await send(...args));
  };
  Object.assign(pool, { query });
}
