import { integer, text } from "drizzle-orm/pg-core";
import { localUserPool } from "./database-schema.ts";

/** The limits of the account that differ from the free ones, by category of the API. */
export const provisionedLimits = localUserPool.table("provisioned_limits", {
  category: text("category").primaryKey(),
  value: integer("value").notNull(),
});
