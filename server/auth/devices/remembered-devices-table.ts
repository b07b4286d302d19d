import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../users/users-table.ts";

/**
 * Devices that stand in place of the second factor, for 30 days. Their secrets are kept by the devices alone: see
 * `device-token.ts`.
 */
export const rememberedDevices = pgTable(
  "remembered_devices",
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The device's key at the pool. */
    deviceKey: text("device_key").notNull().unique(),
    /** The client that signed in, in words. */
    name: text(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** The last sign-in by it. */
    lastUsedAt: timestamp("last_used_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [
    index("remembered_devices_user_id").on(table.userId),
    index("remembered_devices_created_at").on(table.createdAt),
  ],
);

export type RememberedDevice = typeof rememberedDevices.$inferSelect;
