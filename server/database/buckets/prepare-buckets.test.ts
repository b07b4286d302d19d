import "reflect-metadata";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { activities } from "../../feed/model/activities-table.ts";
import { activityBuckets } from "../../feed/model/activity-buckets-table.ts";
import { anyMember } from "../../feed/model/feed-viewer.ts";
import { likes } from "../../feed/model/likes-table.ts";
import { purge } from "../../feed/maintenance/purge.ts";
import { findActivity, findByKey } from "../../feed/read/find-activity.ts";
import { readLikedIds } from "../../feed/read/liked-activities.ts";
import { createActivity } from "../../feed/write/create-activity.ts";
import { createIdGenerator } from "../../lib/new-id.ts";
import {
  type EarlierDatabase,
  migrationsUpTo,
  openEarlierDatabase,
} from "../../test/support/database/earlier-database.ts";
import { startPostgresCluster } from "../../test/support/database/postgres-cluster.ts";
import {
  beforeBuckets,
  countMisplacedRows,
  digestRowsBeforeBuckets,
  insertRowsBeforeBuckets,
  readRowsBeforeBuckets,
} from "../../test/support/database/rows-before-buckets.ts";
import { schemaOf } from "../../test/support/database/schema-of.ts";
import { explain } from "../../test/support/database/statement-plans.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { users } from "../../users/users-table.ts";
import type { Database } from "../database.ts";
import { leases } from "../leases-table.ts";
import { cruddurMigrations } from "../migrations.ts";
import { migratePostgres } from "../postgres/postgres.ts";
import type { RunStatement } from "../run-statement.ts";
import { prepareBuckets } from "./prepare-buckets.ts";

const now = new Date("2026-11-26T12:00:00.000Z");
const viewer = anyMember(now);

async function openFilled(rows: number): Promise<EarlierDatabase> {
  const database = await openEarlierDatabase(beforeBuckets);
  await insertRowsBeforeBuckets(database.db, rows);
  return database;
}

/** `TEST_UPGRADE_ROWS=1000000` measures the upgrade of a large table. */
const rowsOfUpgrade = Number(process.env["TEST_UPGRADE_ROWS"] ?? 2500);

it("keeps every row, puts each thread in one bucket, and finds each activity by its id", async () => {
  const { db, session, migrate } = await openFilled(rowsOfUpgrade);
  const before = await digestRowsBeforeBuckets(db);
  const times = [Date.now()];
  await prepareBuckets(session);
  times.push(Date.now());
  await migrate();
  times.push(Date.now());
  if (process.env["TEST_UPGRADE_ROWS"]) process.stdout.write(`prepared, changed: ${times.join(" ")}\n`);
  expect(await digestRowsBeforeBuckets(db)).toEqual(before);
  expect(await countMisplacedRows(db)).toBe(0);
  const rows = await db.select().from(activities).limit(50);
  for (const { bucket, id } of rows) {
    expect(await findActivity(db, id, viewer)).toMatchObject({ bucket, id });
    const [like] = await db
      .select()
      .from(likes)
      .where(sql`activity_id = ${id}`)
      .limit(1);
    expect(await readLikedIds(db, like?.userId ?? "", [{ bucket, id }])).toEqual(new Set([id]));
  }
});

it("finds the post of a request that is sent again after the upgrade", async () => {
  const { db, migrate } = await openFilled(50);
  await migrate();
  const [post] = await db
    .select()
    .from(activities)
    .where(sql`idempotency_key is not null`)
    .limit(1);
  const [author] = await db
    .select()
    .from(users)
    .where(sql`id = ${post?.authorId}`);
  if (!post?.idempotencyKey || !author) throw new Error("There is no post with a key.");
  const { message, audience, idempotencyKey } = post;
  const writing = { db, clock: () => now, newId: createIdGenerator(() => now) };
  const again = await createActivity(
    writing,
    { userId: author.id },
    {
      message,
      audience,
      idempotencyKey,
      expiresIn: "SEVEN_DAYS",
    },
  );
  expect(again).toMatchObject({ id: post.id });
});

it("forgets a stored bucket with its activity", async () => {
  const { db, migrate } = await openFilled(50);
  await migrate();
  expect(await db.$count(activityBuckets)).toBeGreaterThan(0);
  await purge(db, { holder: "node", now: new Date("2026-12-03T12:00:00.000Z") });
  expect(await db.$count(activities)).toBe(0);
  expect(await db.$count(activityBuckets)).toBe(0);
});

it("goes on after an interruption at each step, and leaves the tables of a new database", async () => {
  const { db, session, migrate } = await openFilled(50);
  const before = await readRowsBeforeBuckets(db);
  let interruptions = 0;
  while (!(await prepareUntil(session, interruptions + 1))) interruptions += 1;
  expect(interruptions).toBeGreaterThan(40);
  await migrate();
  // What nodes of the version before need is removed a week later.
  await db.execute(sql`update leases set expires_at = now() - interval '1 second'`);
  await migrate();
  expect(await readRowsBeforeBuckets(db)).toEqual(before);
  const fresh = await openTestDatabase();
  onTestFinished(fresh.close);
  const own = (await schemaOf(fresh.db)).filter((each) => !JSON.stringify(each).includes("local_user_pool"));
  expect(await schemaOf(db)).toEqual(own);
});

/** Prepares a database through a connection that breaks before a statement; true if there are fewer statements. */
async function prepareUntil({ db, run }: EarlierDatabase["session"], last: number): Promise<boolean> {
  let number = 0;
  const breaking: RunStatement = async (text, values) => {
    // A server that loses a connection rolls its transaction back.
    if (text === "rollback") return await run(text);
    number += 1;
    if (number === last) throw new Error("The connection broke.");
    return await run(text, values);
  };
  try {
    await prepareBuckets({ db, run: breaking });
    return true;
  } catch (error) {
    if (number < last) throw error;
    return false;
  }
}

it.each([
  "0000_users_activities_and_sessions",
  "0002_idempotency_keys_and_leases",
  "0005_sessions_end_at_the_pool",
])("takes a new database that another node has migrated up to %s for new", async (tag) => {
  const fresh = await openTestDatabase();
  onTestFinished(fresh.close);
  const expected = (await schemaOf(fresh.db)).filter(
    (each) => !JSON.stringify(each).includes("local_user_pool"),
  );
  const { db, migrate } = await openEarlierDatabase(tag);
  await migrate();
  expect(await schemaOf(db)).toEqual(expected);
  expect(await db.$count(leases)).toBe(0);
});

it("prepares a database of a version that had no leases yet", async () => {
  const { db, migrate } = await openEarlierDatabase("0000_users_activities_and_sessions");
  await db.execute(sql`insert into users (id, sub, email, email_verified, name, handle, created_at)
    values ('00000000-0000-7000-8000-000000000001', 'sub', 'a@enterprise.example', true, 'Person', 'person', now())`);
  await db.execute(sql`insert into activities (id, author_id, message, audience, is_reply, created_at, expires_at)
    values ('0193548a-7b2c-7def-8123-456789000001', '00000000-0000-7000-8000-000000000001', 'message', 'PUBLIC', false,
      ${now.toISOString()}, '2026-12-02T12:00:00Z')`);
  await migrate();
  expect(await findActivity(db, "0193548a-7b2c-7def-8123-456789000001", viewer)).toMatchObject({
    message: "message",
  });
});

it("lets nodes of the version before write and read, before and after the change of keys", async () => {
  const { db, session, migrate } = await openFilled(50);
  await prepareBuckets(session);
  const first = await writeAsBefore(db, 1);
  await migrate();
  const second = await writeAsBefore(db, 2);
  for (const { post, reply } of [first, second]) {
    const [found, foundReply] = [await findActivity(db, post, viewer), await findActivity(db, reply, viewer)];
    if (!found || !foundReply) throw new Error("An activity of a node of the version before is not found.");
    expect(foundReply.bucket).toBe(found.bucket);
    expect(await findByKey(db, { bucket: found.bucket, id: reply }, viewer)).toBeDefined();
  }
  expect(await countMisplacedRows(db)).toBe(0);
  for (const [index, text] of Object.entries(readsOfBefore(first.post))) {
    const plan = await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return await explain(tx, "", { text, values: [] });
    });
    expect(JSON.stringify(plan)).toContain(`"${index}"`);
  }
});

/** The statements of the version before: a post with a key, which is sent twice, a reply and a like. */
async function writeAsBefore(db: Database, number: number): Promise<{ post: string; reply: string }> {
  const post = `0193548a-7b2c-7def-8123-45678900000${number}`;
  const reply = `0193548a-7b2c-7def-8123-45678910000${number}`;
  const author = "00000000-0000-7000-8000-000000000001";
  const values = (id: string, parent: string | null, key: string | null) =>
    sql`(${id}, ${author}, 'text', 'PUBLIC', ${parent}, ${parent !== null}, ${key}, ${now.toISOString()}, '2026-12-02T12:00:00Z')`;
  const columns = sql.raw(
    "id, author_id, message, audience, reply_to_id, is_reply, idempotency_key, created_at, expires_at",
  );
  for (const id of [post, `${post.slice(0, -2)}f${number}`]) {
    await db.execute(
      sql`insert into activities (${columns}) values ${values(id, null, `before ${number}`)} on conflict (idempotency_key, author_id) do nothing`,
    );
  }
  await db.execute(sql`insert into activities (${columns}) values ${values(reply, post, null)}`);
  for (let time = 0; time < 2; time += 1) {
    await db.execute(
      sql`insert into likes (activity_id, user_id, created_at) values (${reply}, ${author}, ${now.toISOString()}) on conflict do nothing`,
    );
  }
  const [{ rows } = { rows: 0 }] = await db
    .select({ rows: sql<number>`count(*)::int` })
    .from(activities)
    .where(sql`idempotency_key = ${`before ${number}`}`);
  expect(rows).toBe(1);
  return { post, reply };
}

/** By the index that finds their rows. */
function readsOfBefore(id: string): Record<string, string> {
  return {
    old_nodes_activity: `select message from activities where id = any('{${id}}'::uuid[])`,
    old_nodes_replies: `select id from activities where reply_to_id = '${id}' order by id desc limit 20`,
  };
}

it("is done once by nodes that start together", async () => {
  const cluster = await startPostgresCluster();
  await migratePostgres(cluster.url, [await migrationsUpTo(beforeBuckets)]);
  const client = new pg.Pool({ connectionString: cluster.url });
  client.on("error", () => {});
  client.on("connect", (each) => each.on("error", () => {}));
  const db = drizzle({ client });
  await insertRowsBeforeBuckets(db, 2500);
  const before = await readRowsBeforeBuckets(db);
  const migrate = async (): Promise<void> => void (await migratePostgres(cluster.url, [cruddurMigrations]));
  await Promise.all([migrate(), migrate(), migrate()]);
  expect(await readRowsBeforeBuckets(db)).toEqual(before);
  expect(await countMisplacedRows(db)).toBe(0);
  await client.end();
});
