import { boolean, index, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** Confirmed devices. A device that waits for its confirmation is known to the sign-in that it is new in. */
export const devices = localUserPool.table(
  "devices",
  {
    /** The `DeviceKey`. */
    key: text("key").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The `DeviceGroupKey`, which the verifier depends on. */
    groupKey: text("group_key").notNull(),
    name: text("name"),
    /** Hex. Null for a device that was confirmed without a verifier, which cannot prove itself. */
    srpSalt: text("srp_salt"),
    srpVerifier: text("srp_verifier"),
    isRemembered: boolean("is_remembered").notNull(),
    lastAddress: text("last_address").notNull(),
    lastAuthenticatedAt: moment("last_authenticated_at").notNull(),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
  },
  (table) => [index("devices_by_user").on(table.userId, table.key)],
);

export type Device = typeof devices.$inferSelect;
