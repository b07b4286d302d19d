import { lt, sql } from "drizzle-orm";
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import type { Database } from "../database/database.ts";
import type { Redis } from "../redis/redis.ts";
import type { Limit, LimitName } from "./limits.ts";
import { throttleCounters } from "./rate-limit-counters-table.ts";
import type { CreateLimiter } from "./rate-limiter.ts";

// Where the counters are. Should the shared place be out of reach, each node counts for itself until it is back.

/** In this process: for a node that is alone. */
export const memoryLimiter: CreateLimiter = (name, limit) => new RateLimiterMemory(options(name, limit));

export function redisLimiter({ client, namespace }: Redis): CreateLimiter {
  return (name, limit) =>
    new RateLimiterRedis({
      ...options(name, limit),
      keyPrefix: `${namespace}:throttle:${name}`,
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: memoryLimiter(name, limit),
    });
}

export function databaseLimiter(db: Database): CreateLimiter {
  return (name, limit) =>
    new RateLimiterDrizzle({
      ...options(name, limit),
      storeClient: db,
      schema: throttleCounters,
      // pruneCounters does it, for all limits together.
      clearExpiredByTimeout: false,
      insuranceLimiter: memoryLimiter(name, limit),
    });
}

/** Removes counters that count no more. */
export async function pruneCounters(db: Database): Promise<void> {
  await db.delete(throttleCounters).where(lt(throttleCounters.expire, sql`now() - interval '1 hour'`));
}

function options(
  name: LimitName,
  { points, seconds }: Limit,
): { keyPrefix: string; points: number; duration: number } {
  return { keyPrefix: name, points, duration: seconds };
}
