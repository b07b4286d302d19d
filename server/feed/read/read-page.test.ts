import "reflect-metadata";
import { sql } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { feedRows } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { keyOfId } from "../model/bucket.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { readReplies } from "./read-page.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const viewer: FeedViewer = { kind: "member", now };

it("replies are newest first, however Postgres joins them with their authors", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = feedRows(db, () => now);
  const [worf, garek] = [await rows.person(), await rows.person()];
  const [post, other] = [await rows.post(worf), await rows.post(garek)];
  const replies: string[] = [];
  for (const author of [worf, garek, worf, garek]) replies.push(await rows.reply(author, post));
  for (const disabled of ["enable_hashjoin", "enable_nestloop", "enable_mergejoin"]) {
    const read = await db.transaction(async (tx) => {
      // A merge join sorts by author.
      await tx.execute(sql.raw("set local enable_nestloop = off"));
      await tx.execute(sql.raw(`set local ${disabled} = off`));
      const page = { first: 10, after: undefined };
      return [
        await readReplies(tx, [keyOfId(post)], viewer, page),
        await readReplies(tx, [post, other].map(keyOfId), viewer, page),
      ];
    });
    for (const found of read) expect(found.get(post)?.map(({ id }) => id)).toEqual(replies.toReversed());
  }
});
