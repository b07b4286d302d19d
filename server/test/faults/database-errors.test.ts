import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { like, post } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { countsOf } from "../support/database/feed-rows.ts";

// Tables that fail as a distributed database, a pooler or a server does: a function raises the SQLSTATE.

let app: TestApp;
let person: Person;

/** The next statements fail with this SQLSTATE, so many times. */
async function fail(state: string, times: number): Promise<void> {
  await app.db.execute(sql`truncate fault`);
  await app.db.execute(sql`insert into fault (state, times) values (${state}, ${times})`);
  // A sequence keeps its value when the transaction is rolled back.
  await app.db.execute(sql`alter sequence fault_calls restart`);
}

/** How often a statement has reached the fault. */
async function countCalls(): Promise<number> {
  const [row] = await app.db
    .select({ calls: sql<number>`case when is_called then last_value else 0 end::int` })
    .from(sql`fault_calls`);
  return row?.calls ?? 0;
}

beforeAll(async () => {
  // Apollo Server would execute a compiled query again after an error; and each request is to reach the database.
  app = await startTestApp({ environment: { COMPILED_QUERIES: "off", RESPONSE_CACHE: "off" } });
  person = await signUpPerson(app);
  for (const statement of [
    "create table fault (state text, times integer)",
    "create sequence fault_calls",
    `create function raise_fault() returns void language plpgsql as $$
       begin
         if nextval('fault_calls') <= (select times from fault) then
           raise exception 'a fault of the test' using errcode = (select state from fault);
         end if;
       end $$`,
    // While a test runs, another name of the table.
    `create function read_activities() returns setof activities language plpgsql as $$
       begin
         -- The purge reads no messages.
         if exists (select from fault) and coalesce(current_query() like '%message%', true) then
           perform raise_fault();
         end if;
         return query execute 'select * from stored_activities';
       end $$`,
    `create function fail_write() returns trigger language plpgsql as $$
       begin perform raise_fault(); return new; end $$`,
  ])
    await app.db.execute(sql.raw(statement));
});

beforeEach(async () => {
  await app.db.execute(sql`truncate fault`);
});

afterAll(async () => {
  await app.db.execute(sql`drop function read_activities, fail_write, raise_fault`);
  await app.db.execute(sql`drop table fault`);
  await app.db.execute(sql`drop sequence fault_calls`);
  await app.stop();
});

/** While it works, the home feed reads activities by the function. */
async function withFaultyReads(work: () => Promise<void>): Promise<void> {
  await app.db.execute(sql`alter table activities rename to stored_activities`);
  await app.db.execute(sql`create view activities as select * from read_activities()`);
  try {
    await work();
  } finally {
    await app.db.execute(sql`drop view activities`);
    await app.db.execute(sql`alter table stored_activities rename to activities`);
  }
}

/** While it works, a new row of the table fails: when it is inserted, or when its transaction is committed. */
async function withFaultyInserts(
  table: "activities" | "likes",
  when: "insert" | "commit",
  work: () => Promise<void>,
): Promise<void> {
  const on = sql.identifier(table);
  await app.db.execute(
    when === "insert"
      ? sql`create trigger fault before insert on ${on} for each row execute function fail_write()`
      : sql`create constraint trigger fault after insert on ${on} deferrable initially deferred
            for each row execute function fail_write()`,
  );
  try {
    await work();
  } finally {
    await app.db.execute(sql`drop trigger fault on ${on}`);
  }
}

const always = 1_000_000;
const states = {
  "a connection that broke, or a shard that cannot be reached": ["08000", "08001", "08003", "08004", "08006"],
  "a pooler that cannot log in or has lost its server": ["08P01"],
  "a server that stops, crashes or starts": ["57P01", "57P02", "57P03", "57P04", "57P05"],
  "a server without a connection, a disk or memory left": ["53000", "53100", "53200", "53300", "53400"],
  "a disk that fails": ["58000", "58030"],
  "a deadlock across shards, or a conflict": ["40P01", "40001"],
  "a statement or a lock that takes too long": ["57014", "55P03", "25P03", "25P04"],
  "a server that takes no writes": ["25006"],
};

it.each(Object.entries(states))("%s is 503 SERVICE_UNAVAILABLE with Retry-After", async (_what, codes) => {
  await withFaultyReads(async () => {
    for (const state of codes) {
      await fail(state, always);
      const failed = await catchRequestError(app.sdk.homeFeed({}));
      expect([state, failed.status, failed.code]).toEqual([state, 503, "SERVICE_UNAVAILABLE"]);
      expect(failed.headers.get("retry-after")).toBe("1");
    }
  });
});

it("an error of the program is not one of the database", async () => {
  await withFaultyReads(async () => {
    for (const state of ["22012", "42703", "XX000"]) {
      await fail(state, always);
      const failed = await catchRequestError(app.sdk.homeFeed({}));
      expect([failed.status, failed.code]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    }
  });
});

// An embedded database has no connection to lose.
describe.runIf(inject("databaseTemplate").kind === "postgres")("a read", () => {
  it.each(["08006", "08P01", "57P01", "53300", "40P01", "40001"])(
    "that fails with %s is repeated",
    async (state) => {
      await post(person.browser.sdk, `before ${state}`);
      await withFaultyReads(async () => {
        await fail(state, 2);
        const { homeFeed } = await app.sdk.homeFeed({});
        expect(homeFeed.edges[0]?.node.message).toBe(`before ${state}`);
        expect(await countCalls()).toBe(3);
      });
    },
  );

  it("is repeated twice at most, and never after a time-out", async () => {
    await withFaultyReads(async () => {
      await fail("08006", always);
      await catchRequestError(app.sdk.homeFeed({}));
      expect(await countCalls()).toBe(3);
      await fail("57014", always);
      await catchRequestError(app.sdk.homeFeed({}));
      expect(await countCalls()).toBe(1);
    });
  });
});

describe("a transaction", () => {
  it.each(["08006", "08P01", "57P01", "53300", "40P01", "40001"])(
    "that fails with %s before it is committed runs again, and takes effect once",
    async (state) => {
      const { id } = await post(person.browser.sdk, "liked");
      await withFaultyInserts("likes", "insert", async () => {
        await fail(state, 2);
        await like(person.browser.sdk, id);
        expect(await countCalls()).toBe(3);
      });
      expect((await countsOf(app.db, id)).likesCount).toBe(1);
    },
  );

  it.each(["40P01", "40001"])("that a commit has refused with %s runs again", async (state) => {
    const { id } = await post(person.browser.sdk, "liked");
    await withFaultyInserts("likes", "commit", async () => {
      await fail(state, 2);
      await like(person.browser.sdk, id);
      expect(await countCalls()).toBe(3);
    });
    expect((await countsOf(app.db, id)).likesCount).toBe(1);
  });

  const unknownOutcomes = ["08006", "57P01"];

  it.each(unknownOutcomes)(
    "whose commit failed with %s runs again where that changes nothing more",
    async (state) => {
      const { id } = await post(person.browser.sdk, "liked");
      await withFaultyInserts("likes", "commit", async () => {
        await fail(state, 1);
        await like(person.browser.sdk, id);
        expect(await countCalls()).toBe(2);
      });
      expect((await countsOf(app.db, id)).likesCount).toBe(1);
      const input = { message: "once", idempotencyKey: `after-${state}` };
      await withFaultyInserts("activities", "commit", async () => {
        await fail(state, 1);
        const { createActivity } = await person.browser.sdk.createActivity({ input });
        expect(createActivity.__typename).toBe("Activity");
        expect(await countCalls()).toBe(2);
      });
    },
  );

  it.each([...unknownOutcomes, "08007"])(
    "whose commit failed with %s does not run again otherwise",
    async (state) => {
      const input = { message: `without a key, ${state}` };
      await withFaultyInserts("activities", "commit", async () => {
        await fail(state, 1);
        const failed = await catchRequestError(person.browser.sdk.createActivity({ input }));
        expect([failed.status, failed.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
        expect(await countCalls()).toBe(1);
      });
    },
  );
});
