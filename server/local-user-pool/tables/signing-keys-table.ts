import { index, text } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** Two keys per pool: as in Cognito, access and ID tokens are signed by different ones. */
export const signingKeys = localUserPool.table(
  "signing_keys",
  {
    kid: text("kid").primaryKey(),
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    tokenUse: text("token_use", { enum: ["access", "id"] }).notNull(),
    /** PKCS #8 PEM. */
    privateKey: text("private_key").notNull(),
  },
  (table) => [index("signing_keys_by_pool").on(table.poolId)],
);
