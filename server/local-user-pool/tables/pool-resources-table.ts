import { sql } from "drizzle-orm";
import { index, jsonb, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ManagedLoginBranding, Terms, UiCustomization } from "../settings/resources/branding.ts";
import type { PoolDomain } from "../settings/resources/domain.ts";
import type { IdentityProvider } from "../settings/resources/identity-provider.ts";
import type { LogDelivery, RiskConfiguration } from "../settings/resources/protection.ts";
import type { ResourceServer } from "../settings/resources/resource-server.ts";
import type { Replica } from "../settings/resources/replica.ts";
import type { ClientSessionConfiguration } from "../settings/session-settings.ts";
import { appClients } from "./app-clients-table.ts";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** The kinds of things that a pool has besides users, groups and app clients, with what is stored of each. */
export type ResourceValues = {
  client_session_configuration: ClientSessionConfiguration;
  domain: PoolDomain;
  identity_provider: IdentityProvider;
  log_delivery: LogDelivery;
  managed_login_branding: ManagedLoginBranding;
  replica: Replica;
  resource_server: ResourceServer;
  risk_configuration: RiskConfiguration;
  terms: Terms;
  ui_customization: UiCustomization;
};

export type ResourceKind = keyof ResourceValues;

/** What an administrator attaches to a pool or to one of its app clients, and reads again. */
export const poolResources = localUserPool.table(
  "pool_resources",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ResourceKind>().notNull(),
    /** The name or id by which it is found within its pool and kind. */
    key: text("key").notNull(),
    /** The app client that it belongs to; null: the pool. */
    clientId: text("client_id").references(() => appClients.id, { onDelete: "cascade" }),
    value: jsonb("value").$type<ResourceValues[ResourceKind]>().notNull(),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.kind, table.key] }),
    index("pool_resources_by_client").on(table.clientId, table.kind),
    // A domain belongs to one pool.
    uniqueIndex("pool_resources_by_domain")
      .on(table.key)
      .where(sql`${table.kind} = 'domain'`),
  ],
);
