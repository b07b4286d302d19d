import "reflect-metadata";
import { sql } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { feedRows } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { keyOfId } from "../model/bucket.ts";
import { anyMember } from "../model/feed-viewer.ts";
import { readReplies } from "./read-page.ts";

const now = new Date("2026-11-25T12:00:00.000Z");
const viewer = anyMember(now);

it("replies are in their order, however Postgres joins them with their authors", async () => {
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
      const newest = { first: 10, after: undefined, order: "NEWEST_FIRST" } as const;
      const oldest = { ...newest, order: "OLDEST_FIRST" } as const;
      const parents = [post, other].map(keyOfId);
      return {
        newest: [
          await readReplies(tx, [keyOfId(post)], viewer, newest),
          await readReplies(tx, parents, viewer, newest),
        ],
        oldest: [
          await readReplies(tx, [keyOfId(post)], viewer, oldest),
          await readReplies(tx, parents, viewer, oldest),
        ],
      };
    });
    const idsOf = (found: Map<string, { id: string }[]>) => found.get(post)?.map(({ id }) => id);
    for (const found of read.newest) expect(idsOf(found)).toEqual(replies.toReversed());
    for (const found of read.oldest) expect(idsOf(found)).toEqual(replies);
  }
});
