import { pgSchema, timestamp } from "drizzle-orm/pg-core";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** A drizzle database or transaction, of PGlite or node-postgres. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** The Postgres schema of all tables of the local user pool. */
export const localUserPool = pgSchema("local_user_pool");

/**
 * A timestamp in milliseconds: PGlite's clock has no finer resolution, and comparisons must agree on both databases.
 */
export const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });
