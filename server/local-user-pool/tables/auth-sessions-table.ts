import { index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { appClients } from "./app-clients-table.ts";
import type { AuthSessionState } from "./auth-session-state.ts";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";
import { users } from "./users-table.ts";

/**
 * Unfinished sign-ins, found by the hash of their `Session`, or of the SECRET_BLOCK of an SRP exchange; and unfinished
 * registrations of passkeys, found by that of their challenge.
 */
export const authSessions = localUserPool.table(
  "auth_sessions",
  {
    sessionHash: text("session_hash").primaryKey(),
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    clientId: text("client_id")
      .notNull()
      .references(() => appClients.id, { onDelete: "cascade" }),
    /** The user's stored username; a simulated one where the user does not exist. */
    username: text("username").notNull(),
    /** Null where the user does not exist and the challenge is simulated. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    credentialGeneration: integer("credential_generation").notNull(),
    state: jsonb("state").$type<AuthSessionState>().notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [
    index("auth_sessions_by_user").on(table.userId),
    index("auth_sessions_by_client").on(table.clientId),
    index("auth_sessions_by_expiry").on(table.expiresAt),
  ],
);
