import { pgTable, text } from "drizzle-orm/pg-core";

/**
 * The application secret: one row, created by whichever node starts first. The table is named after its first
 * use, since renaming it would break nodes of the version before while they still run.
 */
export const appSecrets = pgTable("cursor_keys", {
  /** Always `feed`, for the same reason. */
  name: text().primaryKey(),
  /** 32 bytes, base64url. */
  key: text().notNull(),
});
