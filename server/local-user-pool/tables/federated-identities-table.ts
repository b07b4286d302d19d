import { boolean, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

/** The name under which the subject of a provider is known, in place of one of its claims. */
export const subjectAttribute = "Cognito_Subject";

/**
 * Who a user is at identity providers. Compared letter by letter: providers have subjects that differ in case alone, unlike
 * usernames.
 */
export const federatedIdentities = localUserPool.table(
  "federated_identities",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    providerName: text("provider_name").notNull(),
    /** `Cognito_Subject`, or until the first sign-in the claim by which an administrator has linked. */
    attribute: text("attribute").notNull(),
    value: text("value").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    providerType: text("provider_type").notNull(),
    issuer: text("issuer"),
    /** Whether the user was made by this provider; false: linked to another user. */
    isPrimary: boolean("is_primary").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.providerName, table.attribute, table.value] }),
    index("federated_identities_by_user").on(table.userId),
  ],
);

export type FederatedIdentity = typeof federatedIdentities.$inferSelect;
