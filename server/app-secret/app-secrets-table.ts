import { pgTable, text } from "drizzle-orm/pg-core";

/** The key that seals cursors: one row, made by whichever node starts first. */
export const cursorKeys = pgTable("cursor_keys", {
  /** Always `feed`. */
  name: text().primaryKey(),
  /** 32 bytes, base64url. */
  key: text().notNull(),
});
