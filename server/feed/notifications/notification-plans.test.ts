import "reflect-metadata";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database, OpenDatabase } from "../../database/database.ts";
import {
  explain,
  nodesOf,
  type PlanNode,
  type Statement,
} from "../../test/support/database/statement-plans.ts";
import { openTestDatabase, type TestDatabase } from "../../test/support/database/test-database.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { markNotificationsRead } from "./mark-notifications-read.ts";
import { oldestIdAt } from "./notification-id.ts";
import { countUnread, readNotifications } from "./read-notifications.ts";
import { readReceived } from "./read-received.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const expired = 10_000;
const current = 60;
/** How many of the current ones are newer than all that have expired. */
const newest = 5;

/** Has notifications of current activities, and between them ten thousand of expired ones that await the purge. */
const busy = randomUUID();
const others = Array.from({ length: 3 }, () => randomUUID());

let database: TestDatabase;
let logged: OpenDatabase;
const statements: Statement[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  await insertNotifications(database.db);
  logged = await database.openLogged((text, values) => statements.push({ text, values }));
});
afterAll(async () => {
  await logged.close();
  await database.close();
});

/** Everybody is told of every activity; a number is its place in time, in milliseconds before `now`. */
async function insertNotifications(db: Database): Promise<void> {
  const author = randomUUID();
  const numbers = sql.raw(`generate_series(1, ${expired + current}) number`);
  const id = sql`(lpad(to_hex(${now.getTime()}::bigint - number), 12, '0') || '70008000' || lpad(to_hex(number), 12, '0'))::uuid`;
  const createdAt = sql`${now.toISOString()}::timestamptz - number * interval '1 millisecond'`;
  const expiresAt = sql`${now.toISOString()}::timestamptz + case when number <= ${newest}::int or number > ${newest + expired}::int then interval '1 hour' else interval '0' end`;
  for (const [index, person] of [author, busy, ...others].entries())
    await db.execute(sql`insert into users (id, sub, email_verified, name, handle, created_at)
      values (${person}::uuid, ${person}, false, 'Worf', ${`person_${index}`}, ${now.toISOString()}::timestamptz)`);
  await db.execute(sql`insert into activities (bucket, id, author_id, message, audience, is_reply, created_at, expires_at)
    select number % 4096, ${id}, ${author}::uuid, 'hello', 'PUBLIC', false, ${createdAt}, ${expiresAt} from ${numbers}`);
  for (const person of [busy, ...others])
    await db.execute(sql`insert into notifications (bucket, activity_id, recipient_id, kind, id, created_at, expires_at)
      select number % 4096, ${id}, ${person}::uuid, 'MENTION', ${id}, ${createdAt}, ${expiresAt} from ${numbers}`);
  // An index-only scan needs the visibility map.
  await db.execute(sql`vacuum analyze notifications`);
  await db.execute(sql`vacuum analyze activities`);
  await db.execute(sql`analyze users`);
}

const recipient = { ...anyMember(now), userId: busy };

/** Explains what the work executes. */
async function plansOf(work: () => Promise<unknown>): Promise<PlanNode[]> {
  statements.length = 0;
  await work();
  const ran = [...statements];
  expect(ran).not.toEqual([]);
  const plans: PlanNode[] = [];
  for (const statement of ran) plans.push(await explain(database.db, "analyze, buffers,", statement));
  return plans;
}

/** Reads of notifications that are not ranges of their index, and of activities without one. */
function faultsOf(plans: readonly PlanNode[]): string[] {
  return plans.flatMap(nodesOf).flatMap((node) => {
    const table = node["Relation Name"] ?? "";
    const read = `${node["Node Type"]} of ${table} by ${node["Index Name"]}`;
    if (table === "activities") return node["Node Type"] === "Seq Scan" ? [read] : [];
    if (table !== "notifications") return [];
    const isRange =
      /^Index( Only)? Scan$/.test(node["Node Type"]) &&
      node["Index Name"] === "notifications_recipient" &&
      (node["Index Cond"] ?? "").includes("recipient_id") &&
      (node["Index Cond"] ?? "").includes("expires_at");
    return isRange ? [] : [read];
  });
}

function blocksOf(plans: readonly PlanNode[]): number {
  return plans.reduce(
    (sum, plan) => sum + (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
    0,
  );
}

/** Fewer than a tenth of what expired: it is passed in the index, without a look at its rows. */
const boundedBlocks = expired / 10;

it("a page is full, and one range of the index, with ten thousand that have expired", async () => {
  const first = await readNotifications(database.db, recipient, { first: 20, after: undefined });
  expect(first).toHaveLength(21);
  for (const after of [undefined, first.at(-2)?.id]) {
    const plans = await plansOf(
      async () => await readNotifications(logged.db, recipient, { first: 20, after }),
    );
    expect(faultsOf(plans)).toEqual([]);
    expect(blocksOf(plans)).toBeLessThan(boundedBlocks);
  }
});

it("the count of those that are unread is exact, and one range of the index", async () => {
  expect(await countUnread(database.db, recipient)).toBe(current);
  const plans = await plansOf(async () => await countUnread(logged.db, recipient));
  expect(faultsOf(plans)).toEqual([]);
  expect(blocksOf(plans)).toBeLessThan(boundedBlocks);

  const page = await readNotifications(database.db, recipient, { first: 20, after: undefined });
  await markNotificationsRead(database.db, { userId: busy, upTo: page.at(-1)?.id ?? "" });
  expect(await countUnread(database.db, recipient)).toBe(20);
});

it("the poll for a node's listeners reads a range of the index for each of them", async () => {
  const listeners = [busy, ...others, ...Array.from({ length: 50 }, () => randomUUID())];
  const since = oldestIdAt(new Date(now.getTime() - newest - 5));
  const poll = async (db: Database) => await readReceived(db, listeners, { since, now });
  expect(await poll(database.db)).toHaveLength(newest * (1 + others.length));
  const plans = await plansOf(async () => await poll(logged.db));
  expect(faultsOf(plans)).toEqual([]);
  expect(blocksOf(plans)).toBeLessThan(boundedBlocks);
});
