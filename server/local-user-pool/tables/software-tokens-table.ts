import { integer, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** A user's authenticator app. A secret that waits for its first code never disturbs the verified one. */
export const softwareTokens = localUserPool.table("software_tokens", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Base32; null until a first code has proved it. */
  secret: text("secret"),
  pendingSecret: text("pending_secret"),
  deviceName: text("device_name"),
  /** The latest 30-second step whose code was accepted: no step is accepted twice (RFC 6238 section 5.2). */
  lastStep: integer("last_step"),
});
