import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { startApp } from "../../app/start-app.ts";
import { readConfig } from "../../config/read-config.ts";
import type { DatabaseWarning } from "../../database/database.ts";
import { openDatabase } from "../../database/open-database.ts";
import { openPostgres } from "../../database/postgres/postgres.ts";
import { cruddur } from "../../features/cruddur.ts";
import { localCredentials } from "../../local-user-pool/local-user-pool.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { poolEnvironment, startTestAppForThisTest } from "../support/app/test-app.ts";
import { withDatabase } from "../support/database/database-template.ts";
import { hasPgBouncer, startPgBouncer } from "../support/database/pgbouncer.ts";
import { startPostgresCluster } from "../support/database/postgres-cluster.ts";
import { runAdmin } from "../support/database/run-admin.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { eventually } from "../support/patience.ts";
import { runProgram } from "../support/program/run-program.ts";
import {
  readOwnPosts,
  sdkWithToken,
  signUp,
  startNode,
  Writers,
  writerCount,
} from "../support/program/writers.ts";

const template = inject("databaseTemplate");
const server = template.kind === "postgres" ? template.url : "";

const newName = (): string => `cruddur_pgbouncer_${randomUUID().replaceAll("-", "")}`;

async function createDatabase(): Promise<{ name: string; url: string }> {
  const name = newName();
  await runAdmin(server, `create database ${name}`);
  onTestFinished(async () => await runAdmin(server, `drop database ${name} with (force)`));
  return { name, url: withDatabase(server, name) };
}

/** The codes of what a start warns of. */
async function warningsOf(url: string): Promise<DatabaseWarning["code"][]> {
  const codes: DatabaseWarning["code"][] = [];
  const onWarning = ({ code }: DatabaseWarning): void => void codes.push(code);
  const database = await openDatabase({ kind: "postgres", url, readUrl: undefined }, [], { onWarning });
  await database.close();
  return codes;
}

/** The settings of the role that the page on operations gives. */
async function documentedSettings(role: string): Promise<string[]> {
  const guide = await readFile(new URL("../../../docs/operations.md", import.meta.url), "utf8");
  const [, block = ""] = /```sql\n(alter role cruddur[^`]*)```/.exec(guide) ?? [];
  return block
    .split(";")
    .map((statement) => statement.replaceAll("cruddur", role).trim())
    .filter((statement) => statement !== "");
}

// PgBouncer needs a Postgres server, which CI has for its run on Postgres.
describe.runIf(template.kind === "postgres" && (await hasPgBouncer()))("through PgBouncer", () => {
  it.each(["directly", "through PgBouncer"])(
    "eight nodes that start at once on an empty database all start, and so does a ninth: %s",
    async (way) => {
      const { name, url } = await createDatabase();
      const pooler = way === "directly" ? undefined : await startPgBouncer({ server });
      // A node that waits for the lock then still reads what the one before it has recorded.
      if (!pooler)
        await runAdmin(server, `alter database ${name} set default_transaction_isolation = serializable`);
      const app = await startTestAppForThisTest();
      const person = await signUpPerson(app);
      const config = readConfig({
        NODE_ENV: "test",
        PORT: "0",
        LOG_LEVEL: "warn",
        SHUTDOWN_DELAY_SECONDS: "0",
        DATABASE_URL: pooler?.through(url) ?? url,
        ...(await poolEnvironment(app.cognito, app.userPoolUrl)),
      });
      const codes: unknown[] = [];
      const start = async (): Promise<string> => {
        const node = await startApp(config, {
          features: cruddur,
          credentials: localCredentials,
          log: { write: (line) => void codes.push(JSON.parse(line).code) },
          timeLimitMs: 120_000,
          userPoolTimeoutMs: 60_000,
        });
        onTestFinished(node.stop);
        return node.url;
      };
      const urls = await Promise.all(Array.from({ length: 8 }, start));
      urls.push(await start());
      // A node asks again for what did not answer in time at its start.
      for (const each of urls)
        await eventually(async () => expect((await fetch(`${each}/readyz`)).status).toBe(200));
      const warnings: DatabaseWarning["code"][] = ["NO_STATEMENT_TIMEOUT", "NAMED_STATEMENTS_BROKEN"];
      for (const code of warnings)
        expect(codes.filter((each) => each === code)).toHaveLength(pooler ? urls.length : 0);

      // They serve: what is written by one is read by the others.
      const [first = "", ...others] = urls;
      const { email, password } = person;
      const { signIn } = await createSdk({ url: `${first}/graphql` }).signIn({
        input: { identifier: email, password },
      });
      const token = expectState(signIn, "SignedIn").session.accessToken;
      const message = "through a pooler";
      await sdkWithToken(first, token).createActivity({ input: { message } });
      for (const each of others) expect(await readOwnPosts(sdkWithToken(each, token))).toEqual([message]);

      // No lock is left on a connection of the pooler.
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      const locks = await admin
        .query(
          "select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
        )
        .finally(() => admin.end());
      expect(locks.rows).toEqual([]);
    },
  );

  it("named statements of two nodes are kept apart on one connection of the server", async () => {
    const { url, close } = await openTestDatabase();
    onTestFinished(close);
    const pooler = await startPgBouncer({ server, poolSize: 1 });
    for (const number of [1, 2, 1, 2]) {
      const { db, close: end } = await openPostgres(pooler.through(url ?? ""), []);
      const query = db
        .select({ number: sql<number>`${sql.raw(String(number))}` })
        .from(sql`(select) as nothing`)
        .prepare("cruddur_test");
      expect(await query.execute()).toEqual([{ number }]);
      expect(await query.execute()).toEqual([{ number }]);
      await end();
    }
  });

  it("the documented settings of the role replace the time-outs that PgBouncer drops; start and doctor name what is left", async () => {
    const { url } = await createDatabase();
    const role = newName();
    await runAdmin(server, `create role ${role} login superuser`);
    onTestFinished(async () => await runAdmin(server, `drop role ${role}`));
    const pooler = await startPgBouncer({ server, roles: [role] });
    const ownUrl = new URL(url);
    ownUrl.username = role;
    const through = pooler.through(ownUrl.href);
    expect(await warningsOf(url)).toEqual([]);
    expect(await warningsOf(through)).toEqual(["NO_STATEMENT_TIMEOUT", "NAMED_STATEMENTS_BROKEN"]);

    const app = await startTestAppForThisTest();
    const doctor = async (): Promise<{ code: number | null; ofDatabase: number }> => {
      const { code, output } = await runProgram(["doctor", "--json"], {
        DATABASE_URL: through,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        ...(await poolEnvironment(app.cognito, app.userPoolUrl)),
      });
      const { findings }: { findings: { resource: string }[] } = JSON.parse(output);
      return { code, ofDatabase: findings.filter(({ resource }) => resource === "database").length };
    };
    const before = await doctor();
    expect(before).toEqual({ code: 1, ofDatabase: 2 });

    const settings = await documentedSettings(role);
    expect(settings.length).toBeGreaterThan(3);
    await runAdmin(server, ...settings);
    // PgBouncer keeps connections that began without them.
    await pooler.kill();
    await pooler.start();
    expect(await warningsOf(through)).toEqual(["NAMED_STATEMENTS_BROKEN"]);
    expect((await doctor()).ofDatabase).toBe(1);

    // The values are those that a connection without a pooler asks for.
    const show = async (from: string): Promise<unknown> => {
      const database = await openPostgres(from, []);
      const names = [
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "DateStyle",
        "IntervalStyle",
        "standard_conforming_strings",
        "default_transaction_isolation",
        "client_min_messages",
      ];
      const rows = await database.db.select({ value: sql`current_setting(name)` }).from(
        sql`unnest(array[${sql.join(
          names.map((name) => sql`${name}`),
          sql`, `,
        )}]) as name`,
      );
      await database.close();
      return rows;
    };
    expect(await show(through)).toEqual(await show(url));
  });

  it("a start is refused in one line where PgBouncer refuses our parameters", async () => {
    const { url } = await createDatabase();
    const pooler = await startPgBouncer({ server, ignored: ["extra_float_digits"] });
    const { code, output } = await runProgram([], {
      PORT: "0",
      USER_POOL_PORT: "0",
      DATABASE_URL: pooler.through(url),
    });
    expect(code).toBe(1);
    expect(output).toMatch(/unsupported startup parameter.*08P01.*ignore_startup_parameters/);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it("requests fail with 503 while PgBouncer or its server is killed, and succeed afterwards; no acknowledged post is lost", async () => {
    const cluster = await startPostgresCluster();
    const pooler = await startPgBouncer({ server: cluster.url });
    const { url, program } = await startNode({ DATABASE_URL: pooler.through(cluster.url) });
    const token = await signUp(url);
    const sdk = sdkWithToken(url, token);
    const people = new Writers(async () => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 25);
    const recovers = async (start: () => Promise<void>): Promise<void> => {
      const failures = people.failures.length;
      await people.until((each) => each.failures.length >= failures + 3 * writerCount);
      await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503));
      await start();
      const before = people.acknowledged.length;
      await people.until(({ acknowledged }) => acknowledged.length >= before + 5 * writerCount);
      await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
    };
    await pooler.kill();
    await recovers(pooler.start);
    // Now PgBouncer answers that it cannot log in.
    await cluster.stop("immediate");
    await recovers(cluster.start);
    await people.stop();
    const answers = new Set(people.failures.map(({ status, code }) => `${status} ${code}`));
    for (const answer of answers)
      expect(["503 SERVICE_UNAVAILABLE", "503 AUTH_UNAVAILABLE"]).toContain(answer);
    expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
    expect(program.child.exitCode).toBeNull();
  });
});
