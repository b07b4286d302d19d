import { integer, jsonb, text } from "drizzle-orm/pg-core";
import type { MfaSettings } from "../settings/mfa-settings.ts";
import type { SessionSettings } from "../settings/session-settings.ts";
import type { PoolSettings } from "../settings/pool-settings.ts";
import { localUserPool, moment } from "./database-schema.ts";

export const userPools = localUserPool.table("user_pools", {
  id: text("id").primaryKey(),
  /** Counts pools in order of creation; the id ends with it. */
  number: integer("number").notNull().unique(),
  settings: jsonb("settings").$type<PoolSettings>().notNull(),
  mfa: jsonb("mfa").$type<MfaSettings>().notNull(),
  /** Null: the default of session tracking, which is off. */
  sessions: jsonb("sessions").$type<SessionSettings>(),
  /** The HMAC key for code hashes and for simulated data of users who do not exist. Base64url. */
  serverKey: text("server_key").notNull(),
  createdAt: moment("created_at").notNull(),
  modifiedAt: moment("modified_at").notNull(),
});

export type UserPool = typeof userPools.$inferSelect;
