import { index, jsonb, text } from "drizzle-orm/pg-core";
import type { ClientSettings } from "../settings/client-settings.ts";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** A client secret. `createdAt` is in milliseconds since 1970. */
export type ClientSecret = { id: string; value: string; createdAt: number };

export const appClients = localUserPool.table(
  "app_clients",
  {
    id: text("id").primaryKey(),
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** None for a public client; two while one is being replaced, the older first. */
    secrets: jsonb("secrets").$type<ClientSecret[]>().notNull().default([]),
    settings: jsonb("settings").$type<ClientSettings>().notNull(),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
  },
  (table) => [index("app_clients_by_pool").on(table.poolId, table.id)],
);

export type AppClient = typeof appClients.$inferSelect;
