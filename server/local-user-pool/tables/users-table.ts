import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { localUserPool, moment } from "./database-schema.ts";
import { userPools } from "./user-pools-table.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export const userStatuses = [
  "UNCONFIRMED",
  "CONFIRMED",
  "EXTERNAL_PROVIDER",
  "RESET_REQUIRED",
  "FORCE_CHANGE_PASSWORD",
] as const;

/** The attributes that ListUsers can filter by. Each has an index for equality and prefixes, without case. */
export const searchableAttributes = [
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
] as const;

/** How many characters of a value are indexed; values can be longer than an index entry may be. */
export const indexedLength = 128;

export const users = localUserPool.table(
  "users",
  {
    /** The `sub`: UUID-shaped, never reused. */
    id: uuid("id").primaryKey(),
    poolId: text("pool_id")
      .notNull()
      .references(() => userPools.id, { onDelete: "cascade" }),
    /** The `sub` itself in a pool with UsernameAttributes. SRP verifiers depend on it. */
    username: text("username").notNull(),
    status: text("status", { enum: userStatuses }).notNull(),
    enabled: boolean("enabled").notNull(),
    /** All attributes but `sub`. Every value is a string, as in the protocol: booleans are "true" and "false". */
    attributes: jsonb("attributes").$type<Record<string, string>>().notNull(),
    /** Null for a user without a password. */
    passwordHash: text("password_hash"),
    srpSalt: text("srp_salt"),
    srpVerifier: text("srp_verifier"),
    /** A temporary password expires a number of days after this. */
    passwordSetAt: moment("password_set_at"),
    /** Incremented by every change of password, which invalidates challenges issued before it. */
    credentialGeneration: integer("credential_generation").notNull(),
    softwareTokenMfaEnabled: boolean("software_token_mfa_enabled").notNull(),
    emailMfaEnabled: boolean("email_mfa_enabled").notNull(),
    smsMfaEnabled: boolean("sms_mfa_enabled").notNull().default(false),
    /** Whether a passkey may stand for both factors, where MFA is optional. */
    webAuthnMfaEnabled: boolean("web_authn_mfa_enabled").notNull().default(false),
    preferredMfa: text("preferred_mfa", { enum: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] }),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
  },
  (table) => [
    index("users_by_pool").on(table.poolId, table.id),
    index("users_by_status").on(table.poolId, table.status, table.id),
    index("users_by_username").on(table.poolId, table.username.op("text_pattern_ops")),
    ...searchableAttributes.map((name) =>
      index(`users_by_${name}`).on(
        table.poolId,
        sql.raw(`left(lower("attributes" ->> '${name}'), ${indexedLength}) text_pattern_ops`),
      ),
    ),
  ],
);

export type User = typeof users.$inferSelect;
