import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, inject, it, onTestFinished } from "vitest";
import type { Database } from "../../database/database.ts";
import { countRows, countsOf, feedRows, wrongCounts } from "../../test/support/database/feed-rows.ts";
import { refuseCombinedChanges } from "../../test/support/database/refuse-combined-changes.ts";
import { eventually } from "../../test/support/patience.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { blocks } from "../../safety/blocks-table.ts";
import { purge } from "../maintenance/purge.ts";
import { activities } from "../model/activities-table.ts";
import { keyOfId } from "../model/bucket.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { notifications } from "../notifications/notifications-table.ts";
import { countUnread, readNotifications } from "../notifications/read-notifications.ts";
import { createReply } from "./create-reply.ts";
import { deleteActivity } from "./delete-activity.ts";
import { like, unlike } from "./likes.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const later = new Date("2026-11-25T13:00:00.000Z");

describe.each([
  ["one statement", false],
  ["parts, where the database refuses that", true],
])("a write in %s", (_form, refuses) => {
  let db: Database;
  let rows: ReturnType<typeof feedRows>;
  let statements: string[];
  beforeEach(async () => {
    statements = [];
    const database = await openTestDatabase();
    const logged = await database.openLogged((text) => {
      if (refuses) refuseCombinedChanges(text);
      statements.push(text);
    });
    onTestFinished(async () => {
      await logged.close();
      await database.close();
    });
    ({ db } = logged);
    rows = feedRows(db, () => now);
  });
  const byAuthor = ({ id }: { id: string }) => ({ userId: id, ofAnyAuthor: false, now });
  const nobody = "0193548a-7b2c-7def-8123-456789abcdef";

  it("is one statement where the database takes that", async () => {
    const worf = await rows.person();
    const post = keyOfId(await rows.post(worf));
    const change = { activity: post, userId: worf.id, now, newId: rows.newId };
    // A database refuses a statement once: from then on it gets the parts at once.
    for (const work of [
      async () => await like(db, change),
      async () => await like(db, change),
      async () => await unlike(db, change),
      async () => await rows.reply(worf, post.id),
      async () => await deleteActivity(db, { activity: post, ...byAuthor(worf) }),
    ]) {
      statements = [];
      await work();
      if (refuses) expect(statements.length).toBeGreaterThan(1);
      else expect(statements).toHaveLength(1);
    }
  });

  it("keeps counts exact while many like, unlike, reply and delete at once", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, async () => await rows.person()));
    const [author] = people;
    if (!author) throw new Error("There is nobody.");
    const post = await rows.post(author);
    await Promise.all(
      people.map(async (person, index) => {
        const change = { activity: keyOfId(post), userId: person.id, now, newId: rows.newId };
        for (let round = 0; round < 6; round += 1) {
          await like(db, change);
          await like(db, change);
          if (round < 5 || index % 2 === 0) await unlike(db, change);
          const reply = await rows.reply(person, post);
          if (round % 2 === 0)
            expect(await deleteActivity(db, { activity: keyOfId(reply), ...byAuthor(person) })).toBe(
              "DELETED",
            );
        }
      }),
    );
    expect(await wrongCounts(db)).toEqual([]);
    expect(await countsOf(db, post)).toEqual({ likesCount: 3, repliesCount: 18 });
  });

  it("counts a user's like once, however often and concurrently it changes", async () => {
    const [worf, garek] = [await rows.person(), await rows.person()];
    const post = await rows.post(worf);
    const change = { activity: keyOfId(post), userId: garek.id, now, newId: rows.newId };
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => await (index % 2 === 0 ? like : unlike)(db, change)),
    );
    expect(await wrongCounts(db)).toEqual([]);
    expect(await like(db, change)).toMatchObject({ likesCount: 1 });
    expect(await like(db, change)).toMatchObject({ likesCount: 1 });
    expect(await unlike(db, change)).toMatchObject({ likesCount: 0 });
    expect(await unlike(db, change)).toMatchObject({ likesCount: 0 });
  });

  it("shows and leaves no notification of what is deleted while people like, unlike and reply", async () => {
    const [worf, garek, data] = [await rows.person(), await rows.person(), await rows.person()];
    const context = { db, clock: () => now, newId: rows.newId };
    const likeBy = ({ id }: { id: string }, post: string) => ({
      activity: keyOfId(post),
      userId: id,
      now,
      newId: rows.newId,
    });
    const replyTo = async (post: string) =>
      await createReply(
        context,
        { userId: garek.id },
        { activityId: post, message: `@${data.handle}`, idempotencyKey: undefined },
      );
    const posts = await Promise.all(Array.from({ length: 4 }, async () => await rows.post(worf)));
    const kept = await rows.post(worf);
    for (const post of [kept, ...posts]) await like(db, likeBy(garek, post));
    for (const post of posts) await replyTo(post);

    const answers = await Promise.all(
      posts.flatMap((post) => [
        like(db, likeBy(data, post)),
        replyTo(post),
        deleteActivity(db, { activity: keyOfId(post), ...byAuthor(worf) }),
        unlike(db, likeBy(garek, post)),
        replyTo(post),
      ]),
    );
    expect(answers.filter((answer) => answer === "DELETED")).toHaveLength(posts.length);
    for (const { id, shown } of [
      { ...worf, shown: [kept] },
      { ...data, shown: [] },
    ]) {
      const recipient = { ...anyMember(now), userId: id };
      const seen = await readNotifications(db, recipient, { first: 20, after: undefined });
      expect(seen.map(({ activity }) => activity.id)).toEqual(shown);
      expect(await countUnread(db, recipient)).toBe(shown.length);
    }

    await Promise.all([
      purge(db, { holder: "node", now }),
      ...posts.flatMap((post) => [like(db, likeBy(data, post)), replyTo(post)]),
    ]);
    const left = await db
      .select({ id: notifications.activityId, activity: activities.id })
      .from(notifications)
      .leftJoin(activities, eq(activities.id, notifications.activityId));
    expect(left).toEqual([{ id: kept, activity: kept }]);
  });

  it("writes one reply for concurrent requests with one key, and counts it once", async () => {
    const worf = await rows.person();
    const post = await rows.post(worf);
    const context = { db, clock: () => now, newId: rows.newId };
    const input = { activityId: post, message: "once", idempotencyKey: "key" };
    const replies = await Promise.all(
      Array.from({ length: 8 }, async () => await createReply(context, { userId: worf.id }, input)),
    );
    expect(new Set(replies.map((reply) => (typeof reply === "string" ? reply : reply.id))).size).toBe(1);
    expect(await countsOf(db, post)).toMatchObject({ repliesCount: 1 });
    expect(await createReply(context, { userId: worf.id }, { ...input, message: "another" })).toBe(
      "KEY_TAKEN",
    );
    expect(await countRows(db)).toEqual({ activities: 2, likes: 0 });
  });

  it("changes nothing below what was deleted, or has expired", async () => {
    const worf = await rows.person();
    const [top, expired] = [await rows.post(worf), await rows.post(worf)];
    const reply = await rows.reply(worf, top);
    const below = await rows.reply(worf, reply);
    await like(db, { activity: keyOfId(below), userId: worf.id, now, newId: rows.newId });
    expect(await deleteActivity(db, { activity: keyOfId(top), ...byAuthor(worf) })).toBe("DELETED");
    const before = await countsOf(db, below);
    for (const id of [top, reply, below, nobody, expired]) {
      const at = id === expired ? later : now;
      const change = { activity: keyOfId(id), userId: worf.id, now: at, newId: rows.newId };
      expect(await like(db, change)).toBeUndefined();
      expect(await unlike(db, change)).toBeUndefined();
      expect(await deleteActivity(db, { activity: keyOfId(id), ...byAuthor(worf), now: at })).toBeUndefined();
      const context = { db, clock: () => at, newId: rows.newId };
      const input = { activityId: id, message: "late", idempotencyKey: undefined };
      expect(await createReply(context, { userId: worf.id }, input)).toBe("NOT_FOUND");
    }
    expect(await countsOf(db, below)).toEqual(before);
    expect(await countRows(db)).toEqual({ activities: 4, likes: 1 });
  });

  it("refuses a reply to the hundredth of a thread, and a deletion by another author", async () => {
    const [worf, garek] = [await rows.person(), await rows.person()];
    const post = await rows.post(worf);
    const deepest = await rows.chain(worf, post, 98);
    const reply = await rows.reply(garek, deepest);
    const context = { db, clock: () => now, newId: rows.newId };
    const input = { activityId: reply, message: "too deep", idempotencyKey: undefined };
    expect(await createReply(context, { userId: worf.id }, input)).toBe("THREAD_TOO_LONG");
    const deletion = { activity: keyOfId(reply), ...byAuthor(worf) };
    expect(await deleteActivity(db, deletion)).toBe("FORBIDDEN");
    expect(await deleteActivity(db, { ...deletion, ofAnyAuthor: true })).toBe("DELETED");
    expect(await wrongCounts(db)).not.toContain(deepest);
  });

  it.each(["author", "other"])(
    "neither likes, replies to nor finds what a block hides, made by the %s",
    async (blocker) => {
      const [worf, garek] = [await rows.person(), await rows.person()];
      const post = await rows.post(worf);
      const [by, whom] = blocker === "author" ? [worf, garek] : [garek, worf];
      const change = { activity: keyOfId(post), userId: garek.id, now, newId: rows.newId };
      expect(await like(db, change)).toMatchObject({ likesCount: 1 });
      await db
        .insert(blocks)
        .values({ blockerId: by.id, blockedId: whom.id, id: rows.newId(), createdAt: now });
      expect(await like(db, change)).toBeUndefined();
      expect(await unlike(db, change)).toBeUndefined();
      const deletion = { activity: keyOfId(post), ...byAuthor(garek) };
      expect(await deleteActivity(db, deletion)).toBeUndefined();
      const context = { db, clock: () => now, newId: rows.newId };
      const input = { activityId: post, message: "hello", idempotencyKey: undefined };
      expect(await createReply(context, { userId: garek.id }, input)).toBe("NOT_FOUND");
      expect(await countsOf(db, post)).toEqual({ likesCount: 1, repliesCount: 0 });
      // A moderator removes what they may not see.
      expect(await deleteActivity(db, { ...deletion, ofAnyAuthor: true })).toBe("DELETED");
    },
  );

  it("needs a user who still exists", async () => {
    const worf = await rows.person();
    const post = await rows.post(worf);
    const context = { db, clock: () => now, newId: rows.newId };
    const input = { activityId: post, message: "a reply", idempotencyKey: undefined };
    await expect(createReply(context, { userId: nobody }, input)).rejects.toMatchObject({
      extensions: { code: "UNAUTHENTICATED" },
    });
    expect(await countsOf(db, post)).toMatchObject({ repliesCount: 0 });
  });
});

it("returns the count that includes the change, and none that is made later", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = feedRows(db, () => now);
  const people = await Promise.all(Array.from({ length: 9 }, async () => await rows.person()));
  const [author] = people;
  if (!author) throw new Error("There is nobody.");
  const activity = keyOfId(await rows.post(author));
  const liked = await Promise.all(
    people.map(async ({ id: userId }) => await like(db, { activity, userId, now, newId: rows.newId })),
  );
  const counts = liked.map((each) => each?.likesCount ?? 0).toSorted((a, b) => a - b);
  expect(counts).toEqual(people.map((_, index) => index + 1));
});

// An embedded database has one connection, on which nothing waits.
it.runIf(inject("databaseTemplate").kind === "postgres")(
  "removes a like that was written while the removal waited for the activity",
  async () => {
    const { db, close } = await openTestDatabase();
    onTestFinished(close);
    const rows = feedRows(db, () => now);
    const worf = await rows.person();
    const activity = keyOfId(await rows.post(worf));
    const change = { activity, userId: worf.id, now, newId: rows.newId };
    let removal: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await like(tx, change);
      removal = unlike(db, change);
      await eventually(async () => {
        const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect((await db.execute(waiting)) as { rows: unknown[] }).toMatchObject({ rows: [{}] });
      });
    });
    expect(await removal).toMatchObject({ likesCount: 0 });
    expect(await countRows(db)).toEqual({ activities: 1, likes: 0 });
  },
);
