import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { OpenDatabase } from "../../database/database.ts";
import { openPostgres } from "../../database/postgres/postgres.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { withDatabase } from "../support/database/database-template.ts";
import { startPostgresCluster } from "../support/database/postgres-cluster.ts";
import { runAdmin } from "../support/database/run-admin.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { eventually } from "../support/patience.ts";
import { runProgram } from "../support/program/run-program.ts";

const template = inject("databaseTemplate");
const server = template.kind === "postgres" ? template.url : "";

const newName = (): string => `cruddur_settings_${randomUUID().replaceAll("-", "")}`;

/** Settings that an administrator may have chosen, and that read or write other values than the defaults. */
const otherSettings = [
  "datestyle = 'SQL, DMY'",
  "timezone = 'Africa/Monrovia'",
  "intervalstyle = 'sql_standard'",
  "standard_conforming_strings = off",
  "client_encoding = 'LATIN1'",
  "client_min_messages = error",
  "default_transaction_isolation = serializable",
  "bytea_output = escape",
];

async function openOwnDatabase(): Promise<{ name: string; url: string }> {
  const { url = "", close } = await openTestDatabase();
  onTestFinished(close);
  return { name: new URL(url).pathname.slice(1), url };
}

/** The URL of a database whose connections begin with other settings. */
const makers = {
  "of the database": async () => {
    const { name, url } = await openOwnDatabase();
    await runAdmin(server, ...otherSettings.map((each) => `alter database ${name} set ${each}`));
    return url;
  },
  "of the role": async () => {
    const { url } = await openOwnDatabase();
    const role = newName();
    await runAdmin(server, `create role ${role} login superuser`);
    onTestFinished(async () => await runAdmin(server, `drop role ${role}`));
    await runAdmin(server, ...otherSettings.map((each) => `alter role ${role} set ${each}`));
    const changed = new URL(url);
    changed.username = role;
    return changed.href;
  },
  "of the URL": async () => {
    const { url } = await openOwnDatabase();
    return `${url}?options=${encodeURIComponent("-c datestyle=SQL,DMY -c timezone=Africa/Monrovia")}`;
  },
  "of a database with several servers": async () => {
    const { name, url } = await openOwnDatabase();
    await runAdmin(server, ...otherSettings.map((each) => `alter database ${name} set ${each}`));
    const { host } = new URL(url);
    return url.replace(host, `${host},${host}`);
  },
};

async function show(database: OpenDatabase, setting: string): Promise<unknown> {
  const { db } = database;
  const [row] = await db.select({ value: sql`current_setting(${setting})` }).from(sql`(select) as nothing`);
  return row?.value;
}

// What an administrator can set exists on Postgres only.
describe.runIf(template.kind === "postgres")("a Postgres database", () => {
  it.each(Object.entries(makers))(
    "stores and reads the same whatever the settings %s are",
    async (_kind, make) => {
      const database = await openPostgres(await make(), []);
      onTestFinished(database.close);
      const app = await startTestAppForThisTest({
        wrapDatabase: ({ close }) => ({ ...database, close }),
      });
      // On 5 December day and month can be exchanged; tokens are issued after that.
      const fifth = Date.UTC(app.now().getUTCFullYear() + 1, 11, 5, 12);
      app.advance({ seconds: Math.ceil((fifth - app.now().getTime()) / 1000) });
      const { sdk } = (await signUpPerson(app)).browser;
      const message = String.raw`\' 🖖 \x41 Größe`;
      const { id, createdAt } = await post(sdk, message);
      expect(createdAt.slice(0, 13)).toBe(new Date(fifth).toISOString().slice(0, 13));
      const { activity } = await sdk.activity({ id });
      expect([activity?.message, activity?.createdAt]).toEqual([message, createdAt]);
      expect(await show(database, "client_min_messages")).toBe("notice");
      expect(await show(database, "default_transaction_isolation")).toBe("read committed");
    },
  );

  it("migrates whatever time-outs the role has, and keeps other options of the URL", async () => {
    const name = newName();
    await runAdmin(server, `create database ${name}`);
    onTestFinished(async () => await runAdmin(server, `drop database ${name} with (force)`));
    await runAdmin(
      server,
      ...[...otherSettings, "statement_timeout = '1ms'", "lock_timeout = '1ms'"].map(
        (each) => `alter database ${name} set ${each}`,
      ),
    );
    const options = encodeURIComponent("-c work_mem=5MB");
    const { cruddurMigrations } = await import("../../database/migrations.ts");
    const url = `${withDatabase(server, name)}?options=${options}`;
    const database = await openPostgres(url, [cruddurMigrations]);
    onTestFinished(database.close);
    expect(await show(database, "work_mem")).toBe("5MB");
    expect(await show(database, "statement_timeout")).toBe("8s");
  });

  it("is read from a replica with the same settings", async () => {
    const cluster = await startPostgresCluster();
    const standby = await cluster.startStandby("standby");
    await runAdmin(cluster.url, ...otherSettings.map((each) => `alter database postgres set ${each}`));
    const database = await openPostgres(cluster.url, [], { readUrl: standby.url });
    onTestFinished(database.close);
    await eventually(async () => {
      const row = await database.read?.(
        async (db) =>
          await db
            .select({
              isReplica: sql`pg_is_in_recovery()`,
              time: sql`'2026-12-05T12:00:00Z'::timestamptz::text`,
              isolation: sql`current_setting('default_transaction_isolation')`,
            })
            .from(sql`(select) as nothing`),
      );
      expect(row).toEqual([{ isReplica: true, time: "2026-12-05 12:00:00+00", isolation: "read committed" }]);
    });
  });

  it.each(["LATIN1", "SQL_ASCII"])(
    "in the encoding %s is refused at start and by commands, by name",
    async (encoding) => {
      const name = newName();
      await runAdmin(
        server,
        `create database ${name} encoding '${encoding}' template template0 lc_collate 'C' lc_ctype 'C'`,
      );
      onTestFinished(async () => await runAdmin(server, `drop database ${name} with (force)`));
      const environment = { DATABASE_URL: withDatabase(server, name), PORT: "0", USER_POOL_PORT: "0" };
      for (const args of [[], ["seed"], ["user-pool"]]) {
        const { code, output } = await runProgram(args, environment);
        expect(code).toBe(1);
        expect(output).toContain(`server_encoding is ${encoding}`);
        expect(output).not.toMatch(/^\s+at /m);
      }
    },
  );
});
