import { sql } from "drizzle-orm";
import type { Database } from "../../../database/database.ts";

/** Columns, constraints, indexes and triggers of all tables but the record of migrations. */
export async function schemaOf(database: Database): Promise<unknown[]> {
  const answer = await database.execute(sql`
    select 'column' as kind, table_name || '.' || column_name as name, data_type || ' ' || is_nullable as what
    from information_schema.columns where table_schema = 'public' and table_name <> 'dsql_migrations'
    union all
    select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid::regclass::text <> 'dsql_migrations'
    union all
    select 'index', indexname, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'dsql_migrations'
    union all
    select 'trigger', tgrelid::regclass || '.' || tgname, '' from pg_trigger where not tgisinternal
    union all
    select 'function', proname, '' from pg_proc where pronamespace = 'public'::regnamespace
    order by 1, 2`);
  return (answer as { rows: unknown[] }).rows;
}
