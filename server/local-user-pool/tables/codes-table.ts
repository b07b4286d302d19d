import { primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** Confirmation and verification codes, at most one per user, purpose and attribute: a new code replaces the old one. */
export const codes = localUserPool.table(
  "codes",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: ["sign_up", "forgot_password", "verify_attribute"] }).notNull(),
    /** The attribute that the code is sent to. */
    attribute: text("attribute", { enum: ["email", "phone_number"] }).notNull(),
    /** The address that the code was sent to and therefore verifies. It may not be the attribute's value yet. */
    destination: text("destination").notNull(),
    codeHash: text("code_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.purpose, table.attribute] })],
);

export type CodePurpose = (typeof codes.$inferSelect)["purpose"];
