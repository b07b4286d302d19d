import { index, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { signIns } from "./sign-ins-table.ts";

/** Authorization codes of OAuth 2.0, found by their hash; the code itself is not stored. */
export const authorizationCodes = localUserPool.table(
  "authorization_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    /** Has the app client, the user and the scopes. */
    signInId: uuid("sign_in_id")
      .notNull()
      .references(() => signIns.id, { onDelete: "cascade" }),
    redirectUri: text("redirect_uri").notNull(),
    /** Of PKCE with S256; null: the request had none. */
    codeChallenge: text("code_challenge"),
    /** For the ID token. */
    nonce: text("nonce"),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("authorization_codes_by_sign_in").on(table.signInId)],
);

export type AuthorizationCode = typeof authorizationCodes.$inferSelect;
