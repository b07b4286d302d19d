import { bigint, index, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

/** Passkeys (WebAuthn credentials). Within a pool, one belongs to one user. */
export const passkeys = localUserPool.table(
  "passkeys",
  {
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** Base64url. */
    credentialId: text("credential_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** A COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    /** The signature counter of the latest response. It stays 0 where the authenticator does not count. */
    counter: bigint("counter", { mode: "number" }).notNull(),
    relyingPartyId: text("relying_party_id").notNull(),
    /** How a browser reaches the authenticator, as the browser said. */
    transports: jsonb("transports").$type<string[]>().notNull(),
    attachment: text("attachment", { enum: ["platform", "cross-platform"] }),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.credentialId] }),
    index("passkeys_by_user").on(table.userId, table.createdAt),
  ],
);

export type Passkey = typeof passkeys.$inferSelect;
