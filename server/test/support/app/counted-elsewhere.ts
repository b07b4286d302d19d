import { sql } from "drizzle-orm";
import { onTestFinished } from "vitest";
import type { LimitName } from "../../../rate-limit/limits.ts";
import { rateLimitCounters } from "../../../rate-limit/rate-limit-counters-table.ts";
import { createRateLimiter } from "../../../rate-limit/rate-limiter.ts";
import { databaseCounters, redisCounters } from "../../../rate-limit/stores.ts";
import { openRedis } from "../../../redis/redis.ts";
import type { TestApp, TestAppOptions } from "./test-app.ts";

/** Options of an application that counts attempts where other nodes do too: in the database, whichever it is, or in Redis. */
export const sharedCounters: Pick<TestAppOptions, "wrapDatabase"> = {
  wrapDatabase: (database) => ({ ...database, isShared: true }),
};

/**
 * Leaves the counter as many attempts at another node do, for an application with `sharedCounters`: hundreds of requests
 * take long. The limit has counted nothing yet.
 *
 * @param share how many times the limit the key may use.
 */
export async function countElsewhere(
  { db, redisNamespace }: TestApp,
  { limit, key, share = 1 }: { limit: LimitName; key: string; share?: number },
  attempts: number,
): Promise<void> {
  const counted = [{ limit, key, share }];
  const url = process.env["TEST_REDIS_URL"];
  if (url === undefined) {
    await createRateLimiter(databaseCounters(db)).consumeInOrder(counted);
    await db
      .update(rateLimitCounters)
      .set({ points: attempts })
      .where(sql`${rateLimitCounters.key} like ${`${limit}:%`}`);
    return;
  }
  const redis = await openRedis(url, redisNamespace, () => {});
  onTestFinished(redis.stop);
  const { consumeInOrder } = createRateLimiter(redisCounters(redis));
  for (let attempt = 0; attempt < attempts; attempt += 1) await consumeInOrder(counted);
}
