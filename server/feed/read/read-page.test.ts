import "reflect-metadata";
import { sql } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { feedRows } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { readReplies } from "./read-page.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const viewer: FeedViewer = { kind: "member", now };

it("replies are newest first, however Postgres joins them with their authors", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = feedRows(db, () => now);
  const [worf, garek] = [await rows.person(), await rows.person()];
  const post = await rows.post(worf);
  const replies: string[] = [];
  for (const author of [worf, garek, worf, garek]) replies.push(await rows.reply(author, post));
  for (const disabled of ["enable_hashjoin", "enable_nestloop", "enable_mergejoin"]) {
    const read = await db.transaction(async (tx) => {
      // A merge join sorts by author.
      await tx.execute(sql.raw("set local enable_nestloop = off"));
      await tx.execute(sql.raw(`set local ${disabled} = off`));
      return await readReplies(tx, [post], viewer, { first: 10, after: undefined });
    });
    expect(read.get(post)?.map(({ id }) => id)).toEqual(replies.toReversed());
  }
});
