import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { appClients } from "./app-clients-table.ts";
import { localUserPool, moment } from "./database-schema.ts";
import { users } from "./users-table.ts";

/** Whether a sign-in was the user's own. `date` is in milliseconds since 1970. */
export type EventFeedback = { value: "Valid" | "Invalid"; date: number };

/** Completed sign-ins. Every token names its sign-in and is revoked with it. */
export const signIns = localUserPool.table(
  "sign_ins",
  {
    /** The `event_id` of its tokens. */
    id: uuid("id").primaryKey(),
    /** The `origin_jti` of its tokens, where the app client has token revocation enabled. */
    originJti: uuid("origin_jti").notNull(),
    clientId: text("client_id")
      .notNull()
      .references(() => appClients.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The scopes that OAuth 2.0 granted, separated by spaces; null: a sign-in by the API. */
    scope: text("scope"),
    /** The device that signed in, where the pool tracks devices; its refresh tokens need it. */
    deviceKey: text("device_key"),
    /** The group key of a new device, until it is confirmed. */
    deviceGroupKey: text("device_group_key"),
    authTime: moment("auth_time").notNull(),
    /** The last refresh and the address that it came from; null: there was none. */
    lastActiveAt: moment("last_active_at"),
    lastAddress: text("last_address"),
    /** What an administrator says of it, as an event of threat protection. */
    feedback: jsonb("feedback").$type<EventFeedback>(),
    /** When its refresh tokens expire; rotation does not extend it. */
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [
    index("sign_ins_by_user").on(table.userId),
    index("sign_ins_by_client").on(table.clientId),
    index("sign_ins_by_expiry").on(table.expiresAt),
  ],
);

export type SignIn = typeof signIns.$inferSelect;
