import { index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

/**
 * The names that find a user: the username, the `sub` where it is not the username itself and, depending on the pool's
 * settings, e-mail address, phone number or preferred username. The primary key ensures that a name belongs to one
 * user, also under concurrent requests.
 */
export const signInNames = localUserPool.table(
  "sign_in_names",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** Lower case unless the pool is case-sensitive. */
    name: text("name").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind", {
      enum: ["username", "sub", "email", "phone_number", "preferred_username"],
    }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.name] }),
    index("sign_in_names_by_user").on(table.userId, table.kind),
  ],
);

export type SignInNameKind = (typeof signInNames.$inferSelect)["kind"];
