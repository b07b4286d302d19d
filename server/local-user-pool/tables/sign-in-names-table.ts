import { index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

/**
 * Everything that a user can be looked up by: the username and, as the pool says, e-mail address, phone number or
 * preferred username. The primary key is what makes an address belong to one account, however many ask at once.
 */
export const signInNames = localUserPool.table(
  "sign_in_names",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** Folded to lower case unless the pool is case-sensitive. */
    name: text("name").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["username", "email", "phone_number", "preferred_username"] }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.name] }),
    index("sign_in_names_by_user").on(table.userId, table.kind),
  ],
);

export type SignInNameKind = (typeof signInNames.$inferSelect)["kind"];
