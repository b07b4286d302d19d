import { eq } from "drizzle-orm";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import type { Database } from "../../database/database.ts";
import { countRows, countsOf, feedRows, wrongCounts } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { users } from "../../users/users-table.ts";
import { keyOfId } from "../model/bucket.ts";
import { deleteActivity } from "../write/delete-activity.ts";
import { like } from "../write/likes.ts";
import { removeActivitiesOf } from "./remove-activities-of.ts";

const now = new Date("2026-11-25T12:00:00.000Z");

let db: Database;
let rows: ReturnType<typeof feedRows>;
beforeEach(async () => {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  ({ db } = database);
  rows = feedRows(db, () => now);
});

it("keeps the counts of others' activities exact, and leaves nothing that references the user", async () => {
  const [leaving, staying] = [await rows.person(), await rows.person()];
  const theirs = await rows.post(staying);
  const mine = await rows.post(leaving);
  // Below their post: a reply of the leaving user, one that was deleted before, and one that stays.
  const reply = await rows.reply(leaving, theirs);
  const deletedBefore = await rows.reply(leaving, theirs);
  await deleteActivity(db, {
    activity: keyOfId(deletedBefore),
    userId: leaving.id,
    ofAnyAuthor: true,
    now,
  });
  const stays = await rows.reply(staying, theirs);
  // Others' replies to `mine` and to `reply` go with them, and the leaving user's replies too.
  const below = await rows.reply(staying, mine);
  await rows.reply(leaving, below);
  await rows.reply(leaving, mine);
  await rows.reply(staying, reply);
  for (const activityId of [theirs, mine, stays, below, reply]) {
    for (const { id } of [leaving, staying])
      await like(db, { activity: keyOfId(activityId), userId: id, now, newId: rows.newId });
  }

  await removeActivitiesOf(db, leaving.id);
  await db.delete(users).where(eq(users.id, leaving.id));

  expect(await countRows(db)).toEqual({ activities: 2, likes: 2 });
  expect(await countsOf(db, theirs)).toEqual({ likesCount: 1, repliesCount: 1 });
  expect(await countsOf(db, stays)).toEqual({ likesCount: 1, repliesCount: 0 });
  expect(await wrongCounts(db)).toEqual([]);
});

it("keeps counts exact while others write", async () => {
  const [leaving, staying] = [await rows.person(), await rows.person()];
  const posts: string[] = [];
  for (let number = 0; number < 10; number += 1) {
    const id = await rows.post(staying);
    posts.push(id);
    await rows.reply(leaving, id);
    await like(db, { activity: keyOfId(id), userId: leaving.id, now, newId: rows.newId });
  }
  await Promise.all([
    removeActivitiesOf(db, leaving.id),
    ...posts
      .toReversed()
      .flatMap((activityId) => [
        like(db, { activity: keyOfId(activityId), userId: staying.id, now, newId: rows.newId }),
        rows.reply(staying, activityId),
      ]),
  ]);
  expect(await wrongCounts(db)).toEqual([]);
  for (const id of posts) expect(await countsOf(db, id)).toEqual({ likesCount: 1, repliesCount: 1 });
});
