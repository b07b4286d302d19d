import { fileURLToPath } from "node:url";
import type { MigrationConfig } from "drizzle-orm/migrator";
import { prepareBuckets } from "./buckets/prepare-buckets.ts";
import type { MigrationSet } from "./database.ts";

/** The migrations of Cruddur's own tables. */
export const cruddurMigrations: MigrationSet = {
  folder: fileURLToPath(new URL("./migrations", import.meta.url)),
  schema: "cruddur",
  preparation: { migration: "0006_buckets", prepare: prepareBuckets },
};

/** Drizzle's options: each set has its own record of executed migrations, so that the sets are independent. */
export function migrationOptions({ folder, schema }: MigrationSet): MigrationConfig {
  return { migrationsFolder: folder, migrationsSchema: "drizzle", migrationsTable: `${schema}_migrations` };
}
