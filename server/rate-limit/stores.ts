import { eq, lt, sql } from "drizzle-orm";
import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterMemory,
  RateLimiterRedis,
} from "rate-limiter-flexible";
import type { Database } from "../database/database.ts";
import type { Redis } from "../redis/redis.ts";
import type { Limit, LimitName } from "./limits.ts";
import { rateLimitCounters } from "./rate-limit-counters-table.ts";
import type { CreateStore, Store } from "./rate-limiter.ts";

// The stores of the counters. While a shared store is unreachable, each node counts in its own memory.

/** In the memory of this process, for a deployment of one node. */
export const memoryStore: CreateStore = (name, limit) => {
  const limiter = new RateLimiterMemory(options(name, limit));
  return limit.fromLastAttempt ? restartingInMemory(limiter, limit) : limiter;
};

export function redisStore({ client, namespace }: Redis): CreateStore {
  return (name, limit) => {
    const keyPrefix = `${namespace}:rateLimiter:${name}`;
    const limiter = new RateLimiterRedis({
      ...options(name, limit),
      keyPrefix,
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options(name, limit)),
    });
    return limit.fromLastAttempt
      ? restarting(limiter, async (key) => await client.expire(`${keyPrefix}:${key}`, limit.seconds))
      : limiter;
  };
}

export function databaseStore(db: Database): CreateStore {
  return (name, limit) => {
    const limiter = new RateLimiterDrizzle({
      ...options(name, limit),
      storeClient: db,
      schema: rateLimitCounters,
      // pruneCounters clears them for all limits together.
      clearExpiredByTimeout: false,
      insuranceLimiter: new RateLimiterMemory(options(name, limit)),
    });
    return limit.fromLastAttempt
      ? restarting(
          limiter,
          async (key) =>
            await db
              .update(rateLimitCounters)
              .set({ expire: new Date(Date.now() + limit.seconds * 1000) })
              .where(eq(rateLimitCounters.key, `${name}:${key}`)),
        )
      : limiter;
  };
}

/** Deletes expired counters. */
export async function pruneCounters(db: Database): Promise<void> {
  await db.delete(rateLimitCounters).where(lt(rateLimitCounters.expire, sql`now() - interval '1 hour'`));
}

/** Restarts the period with each attempt that may proceed. */
function restarting(limiter: RateLimiterAbstract, restart: (key: string) => Promise<unknown>): Store {
  return {
    async consume(key) {
      await limiter.consume(key);
      // If the shared store is unreachable, memory has counted this attempt.
      await restart(key).catch(() => undefined);
    },
    delete: async (key) => await limiter.delete(key),
    reward: async (key) => await limiter.reward(key),
  };
}

/** The same in memory, where setting a counter's period sets its points too: so changes take turns. */
function restartingInMemory(limiter: RateLimiterMemory, { seconds }: Limit): Store {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = async (change: () => Promise<unknown>): Promise<unknown> => {
    const changed = turn.then(change);
    turn = changed.catch(() => undefined);
    return await changed;
  };
  return {
    consume: async (key) =>
      await inTurn(async () => {
        const { consumedPoints } = await limiter.consume(key);
        await limiter.set(key, consumedPoints, seconds);
      }),
    delete: async (key) => await inTurn(async () => await limiter.delete(key)),
    reward: async (key) => await inTurn(async () => await limiter.reward(key)),
  };
}

function options(
  name: LimitName,
  { points, seconds }: Limit,
): { keyPrefix: string; points: number; duration: number } {
  return { keyPrefix: name, points, duration: seconds };
}
