import { primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** One row per user, purpose and attribute: a new code replaces the old. */
export const codes = localUserPool.table(
  "codes",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: ["sign_up", "forgot_password", "verify_attribute"] }).notNull(),
    /** The attribute whose owner gets the code: `email`. */
    attribute: text("attribute").notNull(),
    /** The address that the code went to, and which the code therefore proves; it may be waiting to become the attribute's value. */
    destination: text("destination").notNull(),
    codeHash: text("code_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.purpose, table.attribute] })],
);

export type CodePurpose = (typeof codes.$inferSelect)["purpose"];
