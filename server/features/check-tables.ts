import { sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../database/database.ts";
import { coreTables } from "./core-tables.ts";
import type { Feature } from "./feature.ts";
import { FeatureError } from "./feature-error.ts";

const defaultSchema = "public";

/**
 * Checks that the database has all tables of the features, with all columns.
 *
 * @throws FeatureError that names the ones which no migration has created
 */
export async function checkTables(db: Database, features: readonly Feature[]): Promise<void> {
  const present = await readColumns(db);
  const problems = features.flatMap(({ name, tables = [] }) =>
    tables.flatMap((table) => {
      const path = pathOf(table);
      const columns = present.get(path);
      const missing = getTableConfig(table).columns.filter((column) => !columns?.has(column.name));
      if (missing.length === 0) return [];
      const what = columns
        ? `the columns ${missing.map((column) => column.name).join(", ")} of ${path}`
        : path;
      return [
        `The feature ${name} has no migration for ${what}: write one (drizzle-kit generate), and name its folder in \`migrations\`.`,
      ];
    }),
  );
  if (problems.length > 0) throw new FeatureError(problems);
}

/**
 * The tables with rows that refer to people, of which no feature says what becomes of a row when an account is deleted. An
 * application without the feed has the feed's tables, empty.
 */
export async function findTablesThatBlockDeletion(
  db: Database,
  features: readonly Feature[],
): Promise<string[]> {
  const owned = [coreTables, ...features.map(({ tables = [] }) => tables)].flat().map(pathOf);
  const rows = await db
    .select({ path: sql<string>`namespace.nspname || '.' || relation.relname` })
    .from(
      sql`pg_catalog.pg_constraint as reference
        join pg_catalog.pg_class as relation on relation.oid = reference.conrelid
        join pg_catalog.pg_namespace as namespace on namespace.oid = relation.relnamespace`,
    )
    .where(
      sql`reference.contype = 'f' and reference.confdeltype in ('a', 'r')
        and reference.confrelid = (select oid from pg_catalog.pg_class where relname = 'users'
          and relnamespace = (select oid from pg_catalog.pg_namespace where nspname = ${defaultSchema}))`,
    );
  const found = [...new Set(rows.map(({ path }) => path))].filter((path) => !owned.includes(path));
  const filled: string[] = [];
  for (const path of found) {
    const name = sql.join(
      path.split(".").map((part) => sql.identifier(part)),
      sql`.`,
    );
    const some = await db
      .select({ one: sql`1` })
      .from(name)
      .limit(1);
    if (some.length > 0) filled.push(path);
  }
  return filled;
}

/** The names of the columns of each table, by its schema and name. */
async function readColumns(db: Database): Promise<Map<string, Set<string>>> {
  const rows = await db
    .select({
      path: sql<string>`namespace.nspname || '.' || relation.relname`,
      columns: sql<string>`string_agg(attribute.attname, ' ')`,
    })
    .from(
      sql`pg_catalog.pg_class as relation
        join pg_catalog.pg_namespace as namespace on namespace.oid = relation.relnamespace
        join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid`,
    )
    .where(
      sql`relation.relkind in ('r', 'p') and attribute.attnum > 0 and not attribute.attisdropped
        and namespace.nspname not in ('pg_catalog', 'information_schema')`,
    )
    .groupBy(sql`1`);
  return new Map(rows.map(({ path, columns }) => [path, new Set(columns.split(" "))]));
}

function pathOf(table: PgTable): string {
  const { schema = defaultSchema, name } = getTableConfig(table);
  return `${schema}.${name}`;
}
