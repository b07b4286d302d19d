import type pg from "pg";

/** The tables whose keys begin with a bucket; each references the first, or itself. */
const tables = ["activities", "likes", "notifications"];
const partitions = 4;

type Definition = { name: string; text: string };
type TableDefinition = { table: string; keys: Definition[]; indexes: Definition[]; references: Definition[] };

/**
 * Makes the empty tables of activities, likes and notifications anew, partitioned by bucket, with the same constraints and indexes. Postgres
 * then refuses each key that a distributed database would refuse: one without the bucket.
 */
export async function partitionTables(client: pg.Client): Promise<void> {
  const definitions: TableDefinition[] = [];
  for (const table of tables) definitions.push(await readDefinition(client, table));
  for (const table of tables) await client.query(`alter table ${table} rename to ${table}_whole`);
  for (const table of tables) {
    await client.query(
      `create table ${table} (like ${table}_whole including defaults) partition by hash (bucket)`,
    );
    for (let number = 0; number < partitions; number += 1) {
      await client.query(
        `create table ${table}_${number} partition of ${table} for values with (modulus ${partitions}, remainder ${number})`,
      );
    }
  }
  for (const table of tables.toReversed()) await client.query(`drop table ${table}_whole`);
  for (const { table, keys, indexes } of definitions) {
    for (const { name, text } of keys)
      await client.query(`alter table ${table} add constraint "${name}" ${text}`);
    for (const { text } of indexes) await client.query(text);
  }
  for (const { table, references } of definitions) {
    for (const { name, text } of references)
      await client.query(`alter table ${table} add constraint "${name}" ${text}`);
  }
}

async function readDefinition(client: pg.Client, table: string): Promise<TableDefinition> {
  const constraints = await client.query<Definition & { kind: string }>(
    `select conname as name, pg_get_constraintdef(oid) as text, contype as kind
      from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'c', 'f')`,
    [table],
  );
  const indexes = await client.query<Definition>(
    `select indexname as name, indexdef as text from pg_indexes
      where schemaname = 'public' and tablename = $1
        and indexname not in (select conname from pg_constraint where conrelid = $1::regclass)`,
    [table],
  );
  return {
    table,
    keys: constraints.rows.filter(({ kind }) => kind !== "f"),
    indexes: indexes.rows,
    references: constraints.rows.filter(({ kind }) => kind === "f"),
  };
}
