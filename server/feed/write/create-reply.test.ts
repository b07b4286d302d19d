import { expect, it, onTestFinished } from "vitest";
import { feedRows } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { withBucket } from "../model/bucket.ts";
import { createActivity } from "./create-activity.ts";
import { createReply } from "./create-reply.ts";

const now = new Date("2026-11-25T12:00:00.000Z");

it("compares a key with those of the same bucket: a key of another thread is written again where the buckets differ", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = feedRows(db, () => now);
  const worf = await rows.person();
  const postIn = async (bucket: number): Promise<string> => {
    const writing = { db, clock: () => now, newId: () => withBucket(rows.newId(), bucket) };
    const post = { message: "a post", audience: "PUBLIC", expiresIn: "ONE_HOUR" } as const;
    const written = await createActivity(
      writing,
      { userId: worf.id },
      { ...post, idempotencyKey: undefined },
    );
    if (typeof written === "string") throw new Error(written);
    return written.id;
  };
  const [first, same, other] = [await postIn(1), await postIn(1), await postIn(4095)];
  const replyTo = async (activityId: string) => {
    const writing = { db, clock: () => now, newId: rows.newId };
    return await createReply(
      writing,
      { userId: worf.id },
      { activityId, message: "yes", idempotencyKey: "key" },
    );
  };
  const written = await replyTo(first);
  if (typeof written === "string") throw new Error(written);
  expect(written).toMatchObject({ bucket: 1 });
  expect(await replyTo(first)).toMatchObject(written);
  expect(await replyTo(same)).toBe("KEY_TAKEN");
  expect(await replyTo(other)).toMatchObject({ bucket: 4095, replyToId: other });
});
