import { fileURLToPath } from "node:url";
import type { MigrationConfig } from "drizzle-orm/migrator";
import type { MigrationSet } from "./database.ts";

/** The migrations of Cruddur's own tables. */
export const cruddurMigrations: MigrationSet = {
  folder: fileURLToPath(new URL("./migrations", import.meta.url)),
  schema: "cruddur",
};

/** Drizzle's options: each set keeps its own record of what ran, so that the sets grow apart from each other. */
export function migrationOptions({ folder, schema }: MigrationSet): MigrationConfig {
  return { migrationsFolder: folder, migrationsSchema: "drizzle", migrationsTable: `${schema}_migrations` };
}
