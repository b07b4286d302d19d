import "reflect-metadata";
import { randomUUID } from "node:crypto";
import { desc, eq, type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../../database/database.ts";
import { openTestDatabase, type TestDatabase } from "../../test/support/database/test-database.ts";
import {
  explain,
  isPlanned,
  nodesOf,
  type PlanNode,
  type Statement,
} from "../../test/support/database/statement-plans.ts";
import { nobodyHidden } from "../../graphql/hidden-people.ts";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import { keyOfId } from "../model/bucket.ts";
import { readThreadDownTo } from "./ancestors.ts";
import { countActivitiesOf } from "./author-counts.ts";
import { findActivity } from "./find-activity.ts";
import { readLikedIds } from "./liked-activities.ts";
import { purge } from "../maintenance/purge.ts";
import { batchSize } from "../maintenance/remove-leaves.ts";
import { readEndingSoon, readMostReplied, readNewestOfAuthors } from "./highlights.ts";
import { findByHandlePrefix } from "./mention-suggestions.ts";
import { readVisibleRepliesOf } from "./replies-of-author.ts";
import { readActivitiesOf, readHomePage, readHomePageWithoutHidden, readReplies } from "./read-page.ts";
import { anyMember, type FeedViewer } from "../model/feed-viewer.ts";
import { seedActivities } from "../maintenance/seed-activities.ts";

const now = new Date("2026-11-25T12:00:00.000Z");

/** One database has eight times as many activities as the other. Postgres reads tables smaller than these as a whole. */
const sizes = [10_000, 80_000] as const;

type Feed = {
  database: TestDatabase;
  logged: Database;
  statements: Statement[];
  close: () => Promise<void>;
};

const feeds: Feed[] = [];
beforeAll(async () => {
  for (const size of sizes) {
    const database = await openTestDatabase();
    await seedActivities(database.db, { activities: size, now }, () => {});
    await insertBlockers(database.db);
    const statements: Feed["statements"] = [];
    const { db: logged, close } = await database.openLogged((text, values) =>
      statements.push({ text, values }),
    );
    feeds.push({ database, logged, statements, close });
  }
});
afterAll(async () => {
  for (const { close, database } of feeds) {
    await close();
    await database.close();
  }
});

const member = anyMember(now);
const guest: FeedViewer = { ...member, kind: "guest" };
const page = { first: 20, after: undefined };

/** A post in the middle of the feed, its reply, and the author with the most posts. */
async function pickSamples(db: Database) {
  const [row] = await db
    .select({ id: activities.id, authorId: activities.authorId })
    .from(activities)
    .where(sql`replies_count = 1`)
    .orderBy(desc(activities.id))
    .offset(50)
    .limit(1);
  const { id, handle, name, bio } = users;
  const [busiest] = await db.select({ id, handle, name, bio }).from(users).where(eq(users.handle, "seed_0"));
  const [reply] = await db
    .select({ id: activities.id })
    .from(activities)
    .where(eq(activities.replyToId, row?.id ?? ""));
  if (!row || !busiest || !reply) throw new Error("The seed lacks a post, its reply or its author.");
  return { ...row, busiest, reply: reply.id };
}

/** Somebody whom ten thousand people have blocked. */
const blockedByMany = randomUUID();

async function insertBlockers(db: Database): Promise<void> {
  const columns = sql`(id, sub, email_verified, name, handle, created_at)`;
  const person = (id: SQL, number: SQL): SQL =>
    sql`select ${id}, 'blocker:' || ${number}, false, 'Blocker', 'blocker_' || ${number}, now()`;
  await db.execute(sql`insert into users ${columns} ${person(sql`${blockedByMany}::uuid`, sql`0`)}`);
  await db.execute(
    sql`insert into users ${columns} ${person(sql`gen_random_uuid()`, sql`n`)} from generate_series(1, 10000) n`,
  );
  await db.execute(sql`insert into blocks (blocker_id, blocked_id, id, created_at)
    select id, ${blockedByMany}::uuid, gen_random_uuid(), now() from users where sub like 'blocker:%' and id <> ${blockedByMany}::uuid`);
  await db.execute(sql`analyze users, blocks`);
}

/** The same person, who has blocked a hundred people, of whom one wrote activities. */
function hidingViewer(authorId: string): FeedViewer {
  const blocked = new Set([...Array.from({ length: 99 }, () => randomUUID()), authorId]);
  return { ...member, hiddenPeople: { ...nobodyHidden, version: "1", viewerId: blockedByMany, blocked } };
}

type Samples = Awaited<ReturnType<typeof pickSamples>>;

// Table scans in other statements fail the test of the application that executes them (checked-plans.ts).
const reads: Record<string, (db: Database, samples: Samples) => Promise<unknown>> = {
  "homeFeed of a member": async (db) => await readHomePage(db, member, page),
  "homeFeed of a guest": async (db) => await readHomePage(db, guest, page),
  "homeFeed without a hundred hidden people": async (db, { authorId }) =>
    await readHomePageWithoutHidden(db, hidingViewer(authorId), page),
  "replies without hidden people": async (db, { id, authorId }) =>
    await readReplies(db, [keyOfId(id)], hidingViewer(authorId), { ...page, order: "OLDEST_FIRST" }),
  "homeFeed, a page in the middle": async (db, { id }) =>
    await readHomePage(db, member, { first: 100, after: id }),
  viewerHasLiked: async (db, { authorId }) => {
    const rows = await readHomePage(db, member, page);
    return await readLikedIds(db, authorId, rows);
  },
  "user.activities of the most active author, for a member": async (db, { busiest }) =>
    await readActivitiesOf(db, busiest, member, page),
  "user.activities of the most active author, for a guest": async (db, { busiest }) =>
    await readActivitiesOf(db, busiest, guest, page),
  "replies of one activity": async (db, { id }) =>
    await readReplies(db, [keyOfId(id)], member, { ...page, order: "NEWEST_FIRST" }),
  "replies of one activity, the oldest first": async (db, { id }) =>
    await readReplies(db, [keyOfId(id)], member, { ...page, order: "OLDEST_FIRST" }),
  "replies of a page of activities": async (db) => {
    const rows = await readHomePage(db, member, page);
    return await readReplies(db, rows, member, { ...page, order: "OLDEST_FIRST" });
  },
  "ancestors of a reply": async (db, { reply }) => await readThreadDownTo(db, keyOfId(reply), member),
  "user.replies of the most active author, for a member": async (db, { busiest }) =>
    await readVisibleRepliesOf(db, busiest, member, page),
  "user.replies of the most active author, for a guest": async (db, { busiest }) =>
    await readVisibleRepliesOf(db, busiest, guest, page),
  endingSoon: async (db) => await readEndingSoon(db, member),
  mostReplied: async (db) => await readMostReplied(db, guest),
  recentAuthors: async (db) => await readNewestOfAuthors(db, member),
  mentionSuggestions: async (db) => await findByHandlePrefix(db, "seed_1"),
  activity: async (db, { id }) => await findActivity(db, id, guest),
  "activity, a reply": async (db, { reply }) => await findActivity(db, reply, member),
};

it.each(Object.entries(reads))(
  "%s uses indexes alone, and reads as many blocks of a large table as of a small one",
  async (_name, read) => {
    const [small, large] = [await inspectPlans(feeds[0], read), await inspectPlans(feeds[1], read)];
    expect([...small.faults, ...large.faults]).toEqual([]);
    // Its indexes may be one level deeper, and each row of a page may be in a block of its own.
    expect(large.blocks).toBeLessThanOrEqual(small.blocks * 1.5 + page.first);
  },
);

it.each([true, false])(
  "counting an author's activities uses indexes alone (replies: %s)",
  async (isReply) => {
    const work = async (db: Database, { busiest }: Samples) =>
      await countActivitiesOf(db, { authorId: busiest.id, isReply }, member);
    const [small, large] = [await inspectPlans(feeds[0], work), await inspectPlans(feeds[1], work)];
    expect([...small.faults, ...large.faults]).toEqual([]);
  },
);

it("the purge uses indexes alone", async () => {
  const work = async (db: Database) => await purge(db, { holder: "node", now });
  const [small, large] = [await inspectPlans(feeds[0], work), await inspectPlans(feeds[1], work)];
  expect([...small.faults, ...large.faults]).toEqual([]);
});

/** Does the work and explains its statements; those that only read are executed again and measured. */
async function inspectPlans(
  feed: Feed | undefined,
  work: (db: Database, samples: Samples) => Promise<unknown>,
): Promise<{ blocks: number; faults: string[] }> {
  if (!feed) throw new Error("There is no database of that size.");
  const { database, logged, statements } = feed;
  const samples = await pickSamples(database.db);
  statements.length = 0;
  await work(logged, samples);
  const ran = statements.filter(isPlanned);
  let blocks = 0;
  const faults = ran.length === 0 ? ["no statement was executed"] : [];
  for (const statement of ran) {
    const isRead = /^select/i.test(statement.text) && !/for update$/i.test(statement.text);
    const plan = await explain(database.db, isRead ? "analyze, buffers," : "", statement);
    blocks += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
    faults.push(
      ...nodesOf(plan)
        .flatMap((node) => faultOf(node) ?? [])
        .map((fault) => `${fault} in ${statement.text}`),
    );
  }
  return { blocks, faults };
}

function faultOf(node: PlanNode): string | undefined {
  // The table of leases has one row for each lease.
  if (node["Relation Name"] === "leases") return undefined;
  // While fewer activities than a batch have expired, the purge may sort what it fetched by the index: a few hundred rows.
  if (node["Node Type"] === "Sort" && (node["Plan Rows"] ?? 0) < batchSize && isBitmap(node.Plans?.[0]))
    return undefined;
  if (node["Node Type"] === "Sort" && isBounded(node.Plans?.[0])) return undefined;
  if (/Seq Scan|Sort/.test(node["Node Type"])) return node["Node Type"];
  const removed = node["Rows Removed by Filter"] ?? 0;
  return removed < 50 || isBounded(node.Plans?.[0])
    ? undefined
    : `a filter that discards ${removed} rows of the index`;
}

/** Whether a limit in the statement bounds the rows, as the newest posts that are compared. */
function isBounded(node: PlanNode | undefined): boolean {
  return (
    node !== undefined &&
    (node["Node Type"] === "Limit" || ((node.Plans?.length ?? 0) > 0 && isBounded(node.Plans?.[0])))
  );
}

function isBitmap(node: PlanNode | undefined): boolean {
  return node?.["Node Type"] === "Bitmap Heap Scan";
}
