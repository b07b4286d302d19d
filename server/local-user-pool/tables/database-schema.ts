import { pgSchema, timestamp } from "drizzle-orm/pg-core";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** A drizzle database or a transaction of one: PGlite or node-postgres underneath. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** Every table of the local user pool lives in this Postgres schema. */
export const localUserPool = pgSchema("local_user_pool");

/** Milliseconds, because PGlite's clock has no more and comparisons must agree everywhere. */
export const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });
