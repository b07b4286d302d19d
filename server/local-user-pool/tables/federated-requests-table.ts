import { index, text } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** Sign-ins that wait for an identity provider. Each is answered once, in the browser that began it. */
export const federatedRequests = localUserPool.table(
  "federated_requests",
  {
    stateHash: text("state_hash").primaryKey(),
    /** Of the cookie that the browser got. */
    browserHash: text("browser_hash").notNull(),
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    providerName: text("provider_name").notNull(),
    /** The query of the app client's authorization request. */
    query: text("query").notNull(),
    nonce: text("nonce").notNull(),
    codeVerifier: text("code_verifier").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("federated_requests_by_expiry").on(table.expiresAt)],
);
