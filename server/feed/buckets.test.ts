import "reflect-metadata";
import { expect, it, onTestFinished } from "vitest";
import { bucketFaults } from "../test/support/database/bucket-rules.ts";
import { feedRows } from "../test/support/database/feed-rows.ts";
import { refuseCombinedChanges } from "../test/support/database/refuse-combined-changes.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { purge } from "./maintenance/purge.ts";
import { removeActivitiesOf } from "./maintenance/remove-activities-of.ts";
import { bucketOfId, keyOfId } from "./model/bucket.ts";
import { anyMember } from "./model/feed-viewer.ts";
import { findActivities, findActivity } from "./read/find-activity.ts";
import { readLikedIds } from "./read/liked-activities.ts";
import { readActivitiesOf, readHomePage, readReplies } from "./read/read-page.ts";
import { readThreadDownTo } from "./read/ancestors.ts";
import { countActivitiesOf } from "./read/author-counts.ts";
import { readCurrentThreads } from "./read/current-threads.ts";
import { readEndingSoon, readMostReplied, readNewestOfAuthors } from "./read/highlights.ts";
import { readVisibleRepliesOf } from "./read/replies-of-author.ts";
import { createActivity } from "./write/create-activity.ts";
import { deleteActivity } from "./write/delete-activity.ts";
import { like, unlike } from "./write/likes.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const viewer = anyMember(now);
const page = { first: 10, after: undefined };

// The applications of all tests are checked too: see `withCheckedPlans`.
it.each([
  ["one statement", () => {}],
  ["parts", refuseCombinedChanges],
])(
  "names the bucket in each write in %s, in each join, and in each read but the searches",
  async (_form, refuse) => {
    const database = await openTestDatabase();
    onTestFinished(database.close);
    const statements: string[] = [];
    const { db, close } = await database.openLogged((text) => {
      refuse(text);
      statements.push(text);
    });
    onTestFinished(close);
    const rows = feedRows(db, () => now);
    const [worf, garek] = [await rows.person(), await rows.person()];
    const post = await rows.post(worf);
    const reply = await rows.reply(garek, post);
    const below = await rows.reply(worf, reply);
    for (const activity of [post, reply, below].map(keyOfId)) {
      for (const { id: userId } of [worf, garek])
        await like(db, { activity, userId, now, newId: rows.newId });
    }
    await unlike(db, { activity: keyOfId(post), userId: worf.id, now });
    await readHomePage(db, viewer, page);
    await readHomePage(db, { kind: "guest", now }, page);
    await readActivitiesOf(db, worf, viewer, page);
    await readVisibleRepliesOf(db, worf, viewer, page);
    await countActivitiesOf(db, { authorId: worf.id, isReply: true }, viewer);
    for (const read of [readEndingSoon, readMostReplied, readNewestOfAuthors]) await read(db, viewer);
    await readThreadDownTo(db, keyOfId(below), viewer);
    for (const keys of [[keyOfId(post)], [keyOfId(post), keyOfId(reply)]]) {
      await readReplies(db, keys, viewer, { ...page, order: "OLDEST_FIRST" });
      await readCurrentThreads(db, keys, now);
      await readLikedIds(db, worf.id, keys);
    }
    await findActivity(db, below, viewer);
    await findActivities(db, [keyOfId(post)], viewer);
    await deleteActivity(db, { activity: keyOfId(reply), userId: garek.id, ofAnyAuthor: false, now });
    await purge(db, { holder: "node", now });
    await removeActivitiesOf(db, garek.id);
    await removeActivitiesOf(db, worf.id);
    expect(
      statements.filter((text) => text.includes('"likes"') || text.includes('"activities"')).length,
    ).toBeGreaterThan(25);
    expect(statements.flatMap(bucketFaults)).toEqual([]);
  },
);

it("gives a thread one bucket, which all its ids tell, and a key the same bucket each time", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = feedRows(db, () => now);
  const worf = await rows.person();
  const post = await rows.post(worf);
  const reply = await rows.reply(worf, post);
  const below = await rows.reply(worf, reply);
  expect([reply, below].map(bucketOfId)).toEqual([bucketOfId(post), bucketOfId(post)]);
  const writing = { db, clock: () => now, newId: rows.newId };
  const text = { audience: "PUBLIC", expiresIn: "ONE_HOUR", idempotencyKey: "key" } as const;
  const [first, other] = [
    await createActivity(writing, { userId: worf.id }, { ...text, message: "first" }),
    await createActivity(
      writing,
      { userId: worf.id },
      { ...text, message: "other", idempotencyKey: "other" },
    ),
  ];
  if (typeof first === "string" || typeof other === "string") throw new Error("not written");
  expect(await createActivity(writing, { userId: worf.id }, { ...text, message: "first" })).toMatchObject(
    first,
  );
  expect(await createActivity(writing, { userId: worf.id }, { ...text, message: "second" })).toBe(
    "KEY_TAKEN",
  );
  expect(first.bucket).toBe(bucketOfId(first.id));
  expect(other.bucket).not.toBe(first.bucket);
});
