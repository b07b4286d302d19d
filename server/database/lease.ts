import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { leases } from "./leases-table.ts";
import { withRetries } from "./transaction.ts";

/** The right of one node to do some work alone. */
export type Lease = { name: string; holder: string };

/**
 * Acquires or extends a lease. It expires by the database's clock, however its holder ended. A lease is a row, because
 * only Postgres has advisory locks.
 *
 * @returns whether the caller holds the lease.
 */
export async function acquireLease(db: Database, { name, holder }: Lease, seconds: number): Promise<boolean> {
  const expiresAt = sql`now() + ${seconds} * interval '1 second'`;
  const acquired = await withRetries(
    async () =>
      await db
        .insert(leases)
        .values({ name, holder, expiresAt })
        .onConflictDoUpdate({
          target: leases.name,
          set: { holder, expiresAt },
          setWhere: or(eq(leases.holder, holder), lt(leases.expiresAt, sql`now()`)),
        })
        .returning({ name: leases.name }),
  );
  return acquired.length > 0;
}

/** Releases a lease before it expires. */
export async function releaseLease(db: Database, { name, holder }: Lease): Promise<void> {
  await db.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
}
