import { cruddurMigrations } from "../database/migrations.ts";
import type { MigrationSet } from "../database/database.ts";
import type { Feature } from "./feature.ts";

/** The migrations of an application, in the order of its features: tables of later ones may refer to those of earlier ones. */
export function featureMigrations(features: readonly Feature[]): MigrationSet[] {
  const own = features.flatMap(({ name, migrations }) =>
    migrations ? [{ ...migrations, schema: name }] : [],
  );
  return [cruddurMigrations, ...own];
}
