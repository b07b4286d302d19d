import { integer, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** TOTP secrets of authenticator apps, one verified and one pending per user. */
export const softwareTokens = localUserPool.table("software_tokens", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Base32; null until a code has verified the first secret. */
  secret: text("secret"),
  /** Base32; replaces `secret` once a code has verified it. */
  pendingSecret: text("pending_secret"),
  deviceName: text("device_name"),
  /** The latest time step whose code was accepted: none is accepted twice (RFC 6238 section 5.2). */
  lastStep: integer("last_step"),
});
