import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/**
 * What the API knows of passkeys besides the user pool, which has their keys: the name that the person gave, and the last
 * use. A passkey that is gone at the pool may have a row until the next look at the pool.
 */
export const passkeys = pgTable(
  "passkeys",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The id of the credential at the pool, in base64url. */
    credentialId: text("credential_id").notNull(),
    name: text().notNull(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** When a sign-in here used it. */
    lastUsedAt: timestamp("last_used_at", { precision: 3, withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.userId, table.credentialId] })],
);

export type PasskeyRow = typeof passkeys.$inferSelect;
