import { index, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { signIns } from "./sign-ins-table.ts";

/** Refresh tokens, found by their hash; the token itself is not stored. */
export const refreshTokens = localUserPool.table(
  "refresh_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    signInId: uuid("sign_in_id")
      .notNull()
      .references(() => signIns.id, { onDelete: "cascade" }),
    /** When rotation replaced it. It stays valid for the client's grace period after that. */
    replacedAt: moment("replaced_at"),
  },
  (table) => [index("refresh_tokens_by_sign_in").on(table.signInId)],
);
