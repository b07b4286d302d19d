import { lt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { withRetries } from "../../database/transaction.ts";
import { notificationReads } from "./notification-reads-table.ts";

/** Marks a person's notifications up to an id as read. Those that are read stay so. */
export async function markNotificationsRead(
  db: Database,
  { userId, upTo }: { userId: string; upTo: string },
): Promise<void> {
  await withRetries(async () => {
    await db
      .insert(notificationReads)
      .values({ userId, readUpTo: upTo })
      .onConflictDoUpdate({
        target: notificationReads.userId,
        set: { readUpTo: sql`excluded.read_up_to` },
        setWhere: lt(notificationReads.readUpTo, sql`excluded.read_up_to`),
      });
  });
}
