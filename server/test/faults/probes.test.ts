import { sql } from "drizzle-orm";
import { expect, inject, it, onTestFinished } from "vitest";
import { databaseCheckFor } from "../../app/check-database.ts";
import { cruddur } from "../../features/cruddur.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { isPlanned, type Statement, tableScans } from "../support/database/statement-plans.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { eventually } from "../support/patience.ts";

async function probe(url: string): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

it("any number of probes is one check of the database, and a failure is seen within a second of the last one", async () => {
  let checks = 0;
  let fails = false;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const app = await startTestAppForThisTest({
    wrapDatabase: (database) => ({
      ...database,
      probe: async () => {
        checks += 1;
        await held;
        if (fails) throw new Error("A fault of the test.");
      },
    }),
  });
  const probes = Array.from({ length: 300 }, async () => await probe(app.url));
  await eventually(() => expect(checks).toBe(1));
  // GraphQL is served meanwhile.
  expect((await app.sdk.homeFeed({})).homeFeed.edges).toEqual([]);
  release();
  await Promise.all(probes);
  expect(checks).toBeLessThanOrEqual(2);
  fails = true;
  await eventually(async () => expect(await probe(app.url)).toBe(503));
  fails = false;
  await eventually(async () => expect(await probe(app.url)).toBe(200));
});

it.runIf(inject("databaseTemplate").kind === "postgres")(
  "a node whose connections are all in use stays ready, and probes take none of them",
  async () => {
    const app = await startTestAppForThisTest();
    const sleep = sql`select pg_sleep(2.5)`;
    const busy = Array.from({ length: 10 }, async () => await app.db.transaction((tx) => tx.execute(sleep)));
    expect(await probe(app.url)).toBe(200);
    await Promise.all(busy);
  },
);

it("a check of the database reads no table as a whole", async () => {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  const statements: Statement[] = [];
  const logged = await database.openLogged((text, values) => void statements.push({ text, values }));
  await databaseCheckFor(cruddur)(logged.db);
  await logged.close();
  expect(statements.length).toBeGreaterThan(4);
  for (const statement of statements.filter(isPlanned))
    expect(await tableScans(database.db, statement)).toEqual([]);
});

it.each(["activities", "likes", "users", "sessions", "revocations"])(
  "a node whose database answers and has no %s is not ready",
  async (table) => {
    const app = await startTestAppForThisTest();
    await eventually(async () => expect(await probe(app.url)).toBe(200));
    await app.db.execute(sql.raw(`alter table ${table} rename to lost`));
    try {
      await eventually(async () => expect(await probe(app.url)).toBe(503));
      expect(await (await fetch(`${app.url}/readyz`)).json()).toMatchObject({ failing: ["database"] });
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    } finally {
      await app.db.execute(sql.raw(`alter table lost rename to ${table}`));
    }
    await eventually(async () => expect(await probe(app.url)).toBe(200));
  },
);

it.runIf(inject("databaseTemplate").kind === "postgres")(
  "a node whose database takes no writes is not ready; a check that failed gets another connection",
  async () => {
    const app = await startTestAppForThisTest();
    await eventually(async () => expect(await probe(app.url)).toBe(200));
    const [found] = await app.db
      .select({ name: sql<string>`current_database()` })
      .from(sql`(select) as nothing`);
    const readOnly = (value: string): string =>
      `alter database ${found?.name} set default_transaction_read_only = ${value}`;
    await app.db.execute(sql.raw(readOnly("on")));
    // New connections are read-only, as to a server that became a standby.
    await app.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'cruddur probes' and datname = current_database()`,
    );
    await eventually(async () => expect(await probe(app.url)).toBe(503));
    await app.db.execute(sql.raw(readOnly("off")));
    await eventually(async () => expect(await probe(app.url)).toBe(200));
  },
);
