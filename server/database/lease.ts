import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { leases } from "./leases-table.ts";
import { withRetries } from "./transaction.ts";

/** What a node asks for. */
export type Lease = { name: string; holder: string };

/**
 * Takes or extends the right to do some work alone. It is free again when its seconds are over, however its holder
 * ended. By the database's clock, and by a row: advisory locks are Postgres' alone.
 *
 * @returns whether the work is the caller's.
 */
export async function acquireLease(db: Database, { name, holder }: Lease, seconds: number): Promise<boolean> {
  const expiresAt = sql`now() + ${seconds} * interval '1 second'`;
  const taken = await withRetries(
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
  return taken.length > 0;
}

/** Gives it back before its time. */
export async function releaseLease(db: Database, { name, holder }: Lease): Promise<void> {
  await db.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
}
