import { count, sql } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { countRows, wrongCounts } from "../../test/support/database/feed-rows.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { activities } from "../model/activities-table.ts";
import { SeedSizeError, seedActivities } from "./seed-activities.ts";

const now = new Date("2026-11-25T12:00:00.000Z");

it("fills the feed in batches with exact counts, and continues after an interruption", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const wanted = 25_000;
  const interrupt = (): void => {
    throw new Error("interrupted");
  };
  await expect(seedActivities(db, { activities: wanted, now }, interrupt)).rejects.toThrow("interrupted");
  const { activities: begun } = await countRows(db);
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(wanted);

  const later = new Date(now.getTime() + 60_000);
  const progress: number[] = [];
  await seedActivities(db, { activities: wanted, now: later }, (done) => progress.push(done));
  expect(progress.at(-1)).toBe(wanted);
  expect((await countRows(db)).activities).toBe(wanted);
  expect(await wrongCounts(db)).toEqual([]);
  const [odd] = await db
    .select({ rows: count() })
    .from(activities)
    .where(
      sql`${activities.expiresAt} <= ${now.toISOString()} or exists (
        select 1 from activities above where above.id = ${activities.replyToId}
        and (above.audience <> ${activities.audience} or above.expires_at <> ${activities.expiresAt})
      )`,
    );
  expect(odd?.rows).toBe(0);
});

it("changes nothing when it is complete, and refuses another size", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const seed = async (activitiesWanted: number): Promise<void> =>
    await seedActivities(db, { activities: activitiesWanted, now }, () => {});
  await seed(100);
  await seed(100);
  expect((await countRows(db)).activities).toBe(100);
  await expect(seed(200)).rejects.toBeInstanceOf(SeedSizeError);
});
