import { integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** Hashes of a user's earlier passwords, kept where the pool's policy has a PasswordHistorySize. */
export const passwordHistory = localUserPool.table(
  "password_history",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The user's credential generation that this password started. */
    generation: integer("generation").notNull(),
    passwordHash: text("password_hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.generation] })],
);
