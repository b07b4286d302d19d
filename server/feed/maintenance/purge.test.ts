import { beforeEach, expect, it, onTestFinished } from "vitest";
import type { Database } from "../../database/database.ts";
import { countRows, feedRows, wrongCounts } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { deleteActivity } from "../write/delete-activity.ts";
import { like } from "../write/likes.ts";
import { bucketOfId, keyOfId } from "../model/bucket.ts";
import { likes } from "../model/likes-table.ts";
import { purge } from "./purge.ts";
import { batchSize } from "./remove-leaves.ts";

const start = new Date("2026-11-25T12:00:00.000Z");
const byModerator = { userId: "0193548a-7b2c-7def-8123-456789abcdef", ofAnyAuthor: true, now: start };
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

let db: Database;
let rows: ReturnType<typeof feedRows>;
beforeEach(async () => {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  ({ db } = database);
  rows = feedRows(db, () => start);
});

it("removes activities that expired a minute ago, with replies, likes and notifications, and no others", async () => {
  const [worf, garek] = [await rows.person(), await rows.person()];
  const post = await rows.post(worf);
  const reply = await rows.reply(garek, post);
  await rows.reply(worf, reply);
  for (const activityId of [post, reply])
    await like(db, { activity: keyOfId(activityId), userId: garek.id, now: start, newId: rows.newId });
  expect(await purge(db, { holder: "node", now: after(60) })).toBe(0);
  expect(await countRows(db)).toEqual({ activities: 3, likes: 2 });
  expect(await purge(db, { holder: "node", now: after(61) })).toBe(8);
  expect(await countRows(db)).toEqual({ activities: 0, likes: 0 });
});

it("removes deleted activities with all replies below them, and keeps the other counts exact", async () => {
  const worf = await rows.person();
  const post = await rows.post(worf);
  const gone = await rows.reply(worf, post);
  await rows.reply(worf, await rows.reply(worf, gone));
  const stays = await rows.reply(worf, post);
  await like(db, { activity: keyOfId(stays), userId: worf.id, now: start, newId: rows.newId });
  expect(await deleteActivity(db, { activity: keyOfId(gone), ...byModerator })).toBe("DELETED");
  expect(await deleteActivity(db, { activity: keyOfId(gone), ...byModerator })).toBeUndefined();
  expect(await wrongCounts(db)).toEqual([]);
  expect(await purge(db, { holder: "node", now: start })).toBe(3);
  expect(await countRows(db)).toEqual({ activities: 2, likes: 1 });
  expect(await wrongCounts(db)).toEqual([]);
});

it("removes more than a batch: a post with many replies and replies with many likes", async () => {
  const people = await Promise.all(Array.from({ length: 3 }, async () => await rows.person()));
  const [worf] = people;
  if (!worf) throw new Error("no people");
  const post = await rows.post(worf);
  const replies = await rows.replies(worf, post, batchSize + 1);
  for (const { id } of people) {
    await db
      .insert(likes)
      .values(
        replies.map((each) => ({ bucket: bucketOfId(each), activityId: each, userId: id, createdAt: start })),
      );
  }
  await deleteActivity(db, { activity: keyOfId(post), ...byModerator });
  expect(await purge(db, { holder: "node", now: start })).toBe(1 + replies.length * 4);
  expect(await countRows(db)).toEqual({ activities: 0, likes: 0 });
});

it("runs on one node at a time", async () => {
  const worf = await rows.person();
  const posts = await Promise.all(Array.from({ length: 20 }, async () => await rows.post(worf)));
  for (const id of posts) await deleteActivity(db, { activity: keyOfId(id), ...byModerator });
  const removed = await Promise.all(
    ["first", "second", "third"].map(async (holder) => await purge(db, { holder, now: start })),
  );
  expect(removed.toSorted((a, b) => a - b)).toEqual([0, 0, posts.length]);
});
