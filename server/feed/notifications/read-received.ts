import { sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { notifications } from "./notifications-table.ts";

export type Received = { recipientId: string; id: string };

/** The notifications of several people after an id, oldest first, whether or not they may see them. */
export async function readReceived(
  db: Database,
  recipientIds: readonly string[],
  { since, now }: { since: string; now: Date },
): Promise<Received[]> {
  return await receivedBy(db).execute({ recipientIds: [...recipientIds], since, now: now.toISOString() });
}

const receivedBy = preparedQuery("notifications_received", (db, name) =>
  db
    .select({ recipientId: notifications.recipientId, id: notifications.id })
    .from(notifications)
    .where(
      sql`${notifications.recipientId} = any(${sql.placeholder("recipientIds")}::uuid[])
        and ${notifications.id} > ${sql.placeholder("since")} and ${notifications.expiresAt} > ${sql.placeholder("now")}`,
    )
    .orderBy(notifications.id)
    .prepare(name),
);
