import { foreignKey, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

export const groups = localUserPool.table(
  "groups",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    description: text("description"),
    roleArn: text("role_arn"),
    /** The order in `cognito:groups`, ascending; null comes last. */
    precedence: integer("precedence"),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.poolId, table.name] })],
);

export type Group = typeof groups.$inferSelect;

export const groupMembers = localUserPool.table(
  "group_members",
  {
    poolId: text("pool_id").notNull(),
    groupName: text("group_name").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.groupName, table.userId] }),
    foreignKey({
      columns: [table.poolId, table.groupName],
      foreignColumns: [groups.poolId, groups.name],
    }).onDelete("cascade"),
    index("group_members_by_user").on(table.userId),
  ],
);
