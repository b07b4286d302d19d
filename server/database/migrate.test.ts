import { randomUUID } from "node:crypto";
import { type Logger, sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import pg from "pg";
import { expect, inject, it, onTestFinished } from "vitest";
import { withDatabase } from "../test/support/database/database-template.ts";
import { openEmptyPglite } from "../test/support/database/empty-pglite.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { eventually } from "../test/support/patience.ts";
import type { Database } from "./database.ts";
import { migrate, MigrationBlockedError } from "./migrate.ts";
import { cruddurMigrations, migrationOptions } from "./migrations.ts";
import { migratePostgres } from "./postgres/postgres.ts";

const template = inject("databaseTemplate");
const server = template.kind === "postgres" ? template.url : "";
const migrations = readMigrationFiles(migrationOptions(cruddurMigrations));
const migrationLock = 2_063_841;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function createDatabase(): Promise<string> {
  const name = `cruddur_migrate_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  onTestFinished(async () => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });
  await admin.query(`create database ${name}`);
  return withDatabase(server, name);
}

/** A statement before which, or during which, a start breaks off. */
type Break = (statement: number) => void;

/** An empty database that starts are broken off in. */
type Breakable = {
  /** Migrates, and calls the function before each statement. */
  start: (onStatement: Break) => Promise<void>;
  read: Database;
};

async function openPglite(): Promise<Breakable> {
  const client = await openEmptyPglite();
  return {
    read: drizzlePglite({ client }),
    start: async (onStatement) =>
      await migrate(drizzlePglite({ client, logger: countStatements(onStatement) }), cruddurMigrations),
  };
}

/** @param breakOff breaks the connection of a client */
async function openPostgres(breakOff: (client: pg.Client) => void): Promise<Breakable> {
  const url = await createDatabase();
  return {
    read: drizzlePostgres({ client: await connect(url) }),
    start: async (onStatement) => {
      const client = new pg.Client({ connectionString: url });
      client.on("error", () => {});
      await client.connect();
      const logger = countStatements((statement) => {
        try {
          onStatement(statement);
        } catch {
          breakOff(client);
        }
      });
      await migrate(drizzlePostgres({ client, logger }), cruddurMigrations).finally(() =>
        client.end().catch(() => {}),
      );
    },
  };
}

function countStatements(onStatement: Break): Logger {
  let statements = 0;
  return {
    logQuery: () => {
      statements += 1;
      onStatement(statements);
    },
  };
}

/** Closes the socket, as the system does for a process that is killed. */
function closeSocket(client: pg.Client): void {
  const connection: unknown = Reflect.get(client, "connection");
  (connection as { stream: { destroy: () => void } }).stream.destroy();
}

const ways: [string, () => Promise<Breakable>][] =
  template.kind === "pglite"
    ? [["before a statement, embedded", openPglite]]
    : [
        ["before a statement", async () => await openPostgres(closeSocket)],
        [
          "while a statement is executed",
          async () => await openPostgres((client) => void setImmediate(() => closeSocket(client))),
        ],
      ];

/** How many migrations are recorded, once no session migrates any more. */
async function countExecuted(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    const [found] = await tx
      .select({ one: sql`1` })
      .from(sql`pg_tables`)
      .where(sql`tablename = 'cruddur_migrations'`);
    if (!found) return 0;
    const [executed] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(sql`drizzle.cruddur_migrations`);
    return executed?.count ?? 0;
  });
}

/** Columns, constraints and indexes. */
async function readSchema(db: Database): Promise<unknown> {
  return await db
    .select({ kind: sql`kind`, name: sql`name`, definition: sql`definition` })
    .from(
      sql`(
    select 'column' as kind, table_name || '.' || column_name as name, data_type || ' ' || is_nullable as definition
    from information_schema.columns where table_schema = 'public'
    union all
    select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all
    select 'index', indexname, indexdef from pg_indexes where schemaname = 'public') as objects`,
    )
    .orderBy(sql`1, 2`);
}

it.each(ways)("migrations broken off at any step go on at the next start: %s", async (_way, open) => {
  const { start, read } = await open();
  let executed = 0;
  let breaks = 0;
  // Each start gets one statement further than the one before, until a migration is complete.
  for (let step = 1; executed < migrations.length; step += 1) {
    const result = await start((statement) => {
      if (statement >= step) throw new Error("The test breaks the start off.");
    }).then(
      () => "complete",
      () => "broken off",
    );
    const now = await countExecuted(read);
    if (result === "broken off") breaks += 1;
    expect(now - executed).toBeLessThanOrEqual(1);
    if (now > executed) step = 0;
    executed = now;
  }
  await start(() => {});
  expect(breaks).toBeGreaterThan(migrations.flatMap(({ sql: statements }) => statements).length);
  expect(await countExecuted(read)).toBe(migrations.length);
  const whole = await openTestDatabase();
  onTestFinished(whole.close);
  const names = (objects: unknown): unknown =>
    (objects as { name: string }[]).filter(({ name }) => isOwn(name));
  expect(names(await readSchema(read))).toEqual(names(await readSchema(whole.db)));
});

/** The template also has the tables of the local user pool. */
function isOwn(name: string): boolean {
  return !name.startsWith("local_user_pool");
}

it.runIf(template.kind === "postgres")(
  "a start waits for the migrations of another session for a limited time, and then names that session",
  async () => {
    const url = await createDatabase();
    const other = await connect(url);
    // A node of the version before holds it for its session.
    await other.query("select pg_advisory_lock($1)", [migrationLock]);
    const { rows } = await other.query<{ pid: number }>("select pg_backend_pid() as pid");
    const client = await connect(url);
    const blocked = await migrate(drizzlePostgres({ client }), cruddurMigrations, 200).catch(
      (error: unknown) => error,
    );
    expect(blocked).toBeInstanceOf(MigrationBlockedError);
    expect(blocked).toMatchObject({ waitsFor: "migrations", holders: [rows[0]?.pid] });
    await other.query("select pg_advisory_unlock($1)", [migrationLock]);
    await migrate(drizzlePostgres({ client }), cruddurMigrations, 200);
    expect(await countExecuted(drizzlePostgres({ client }))).toBe(migrations.length);
  },
);

it.runIf(template.kind === "postgres")(
  "a migration waits for a table that others use for a limited time, with no effect",
  async () => {
    const url = await createDatabase();
    const client = await connect(url);
    const db = drizzlePostgres({ client });
    await migrate(db, cruddurMigrations);
    // As after the first migration alone; the second one drops `sessions`.
    const [first] = migrations;
    const other = await connect(url);
    await client.query("drop schema public cascade");
    await client.query("create schema public");
    await client.query("delete from drizzle.cruddur_migrations");
    for (const statement of first?.sql ?? []) await client.query(statement);
    await client.query("insert into drizzle.cruddur_migrations (hash, created_at) values ('', $1)", [
      first?.folderMillis,
    ]);
    await other.query("begin");
    await other.query("select * from sessions");
    const blocked = await migrate(db, cruddurMigrations, 200).catch((error: unknown) => error);
    expect(blocked).toMatchObject({ name: "MigrationBlockedError", waitsFor: "table", holders: [] });
    expect(await countExecuted(db)).toBe(1);
    await other.query("commit");
    await migrate(db, cruddurMigrations);
    expect(await countExecuted(db)).toBe(migrations.length);
  },
);

it.runIf(template.kind === "postgres")(
  "a start that has nothing to migrate waits for no lock, and no setting stays on its connection",
  async () => {
    const url = await createDatabase();
    await migratePostgres(url, [cruddurMigrations]);
    const other = await connect(url);
    await other.query("select pg_advisory_lock($1)", [migrationLock]);
    await migratePostgres(url, [cruddurMigrations]);
    await other.query("select pg_advisory_unlock($1)", [migrationLock]);
    await other.query("delete from drizzle.cruddur_migrations");
    await other.query("drop schema public cascade; create schema public");
    const client = await connect(url);
    await client.query("set statement_timeout = '7s'; set lock_timeout = '6s'");
    await migrate(drizzlePostgres({ client }), cruddurMigrations);
    const { rows } = await client.query(
      "select current_setting('statement_timeout') as statements, current_setting('lock_timeout') as locks",
    );
    expect(rows).toEqual([{ statements: "7s", locks: "6s" }]);
    await eventually(async () => {
      const locks = await other.query("select 1 from pg_locks where locktype = 'advisory'");
      expect(locks.rows).toEqual([]);
    });
  },
);
