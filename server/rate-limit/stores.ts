import { lt, sql } from "drizzle-orm";
import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import type { Database } from "../database/database.ts";
import type { Redis } from "../redis/redis.ts";
import { consumeInDatabase, countInStatement, refundInDatabase } from "./database-counters.ts";
import type { Limit, LimitName } from "./limits.ts";
import { rateLimitCounters } from "./rate-limit-counters-table.ts";
import type { Counter } from "./counting-part.ts";
import type { Counters } from "./rate-limiter.ts";

// The stores of the counters. While a shared store is unreachable, each node counts in its own memory.

/** The counters of one limit. */
type Store = {
  /** @throws RateLimiterRes if there were too many attempts. */
  consume: (key: string) => Promise<unknown>;
  delete: (key: string) => Promise<unknown>;
  reward: (key: string) => Promise<unknown>;
};

/** Creates the store of one limit's counters. */
type CreateStore = (name: LimitName, limit: Limit) => Store;

/** In the memory of this process, for a deployment of one node. */
export function memoryCounters(): Counters {
  return createCounters(memoryStore);
}

export function redisCounters(redis: Redis): Counters {
  return createCounters(redisStore(redis));
}

export function databaseCounters(db: Database): Counters {
  const stores = createStores((name, limit) => {
    return new RateLimiterDrizzle({
      ...options(name, limit),
      storeClient: db,
      schema: rateLimitCounters,
      // pruneCounters clears them for all limits together.
      clearExpiredByTimeout: false,
    });
  });
  const memory = memoryCounters();
  return {
    consume: async (counters) =>
      await consumeInDatabase(db, counters).catch(async () => await memory.consume(counters)),
    inStatement: countInStatement,
    delete: async (counter) =>
      await stores(counter)
        .delete(counter.key)
        .catch(async () => await memory.delete(counter)),
    reward: async (counter) =>
      await refundInDatabase(db, counter).catch(async () => await memory.reward(counter)),
  };
}

/** Counts by stores, one after the other. */
function createCounters(createStore: CreateStore): Counters {
  const storeOf = createStores(createStore);
  return {
    async consume(counters) {
      for (const counter of counters) {
        try {
          await storeOf(counter).consume(counter.key);
        } catch (refusal) {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          return { counter, seconds: Math.ceil(refusal.msBeforeNext / 1000) };
        }
      }
      return undefined;
    },
    delete: async (counter) => await storeOf(counter).delete(counter.key),
    reward: async (counter) => await storeOf(counter).reward(counter.key),
  };
}

/** One store for each limit, and for each share of it. */
function createStores<T>(create: (name: LimitName, limit: Limit) => T): (counter: Counter) => T {
  const stores = new Map<string, T>();
  return ({ name, limit }) => {
    const id = `${name} ${limit.points}`;
    const store = stores.get(id) ?? create(name, limit);
    stores.set(id, store);
    return store;
  };
}

const memoryStore: CreateStore = (name, limit) => {
  const limiter = new RateLimiterMemory(options(name, limit));
  return limit.fromLastAttempt ? restartingInMemory(limiter, limit) : limiter;
};

function redisStore({ client, namespace }: Redis): CreateStore {
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
