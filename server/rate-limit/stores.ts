import { lt, sql } from "drizzle-orm";
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import type { Database } from "../database/database.ts";
import type { Redis } from "../redis/redis.ts";
import type { Limit, LimitName } from "./limits.ts";
import { rateLimitCounters } from "./rate-limit-counters-table.ts";
import type { CreateStore } from "./rate-limiter.ts";

// The stores of the counters. While a shared store is unreachable, each node counts in its own memory.

/** In the memory of this process, for a deployment of one node. */
export const memoryStore: CreateStore = (name, limit) => new RateLimiterMemory(options(name, limit));

export function redisStore({ client, namespace }: Redis): CreateStore {
  return (name, limit) =>
    new RateLimiterRedis({
      ...options(name, limit),
      keyPrefix: `${namespace}:rateLimiter:${name}`,
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: memoryStore(name, limit),
    });
}

export function databaseStore(db: Database): CreateStore {
  return (name, limit) =>
    new RateLimiterDrizzle({
      ...options(name, limit),
      storeClient: db,
      schema: rateLimitCounters,
      // pruneCounters clears them for all limits together.
      clearExpiredByTimeout: false,
      insuranceLimiter: memoryStore(name, limit),
    });
}

/** Deletes expired counters. */
export async function pruneCounters(db: Database): Promise<void> {
  await db.delete(rateLimitCounters).where(lt(rateLimitCounters.expire, sql`now() - interval '1 hour'`));
}

function options(
  name: LimitName,
  { points, seconds }: Limit,
): { keyPrefix: string; points: number; duration: number } {
  return { keyPrefix: name, points, duration: seconds };
}
