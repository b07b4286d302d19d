import { sql } from "drizzle-orm";
import { expect, inject, it } from "vitest";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
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
      ping: async () => {
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
    const busy = Array.from({ length: 10 }, async () => await app.db.execute(sql`select pg_sleep(2.5)`));
    expect(await probe(app.url)).toBe(200);
    await Promise.all(busy);
  },
);
