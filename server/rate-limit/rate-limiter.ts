import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { type Limit, type LimitName, limits } from "./limits.ts";

/**
 * Counts attempts over all nodes. Resolvers call it, so neither aliases nor concurrent requests bypass it.
 *
 * The parameter `key` is an e-mail address, an IP network or an id. Only its hash is stored.
 */
export type RateLimiter = {
  /**
   * Counts one attempt.
   *
   * @returns the seconds to wait if there were too many attempts; undefined if this one may proceed.
   */
  consume: (limit: LimitName, key: string) => Promise<number | undefined>;
  /** Resets the count to zero. */
  reset: (limit: LimitName, key: string) => Promise<void>;
  /** Takes one attempt off the count. */
  refund: (limit: LimitName, key: string) => Promise<void>;
};

/** Creates the store of one limit's counters. */
export type CreateStore = (name: LimitName, limit: Limit) => RateLimiterAbstract;

/** @param onRefusal is called for each attempt over a limit. */
export function createRateLimiter(
  createStore: CreateStore,
  onRefusal: (limit: LimitName) => void = () => {},
): RateLimiter {
  const stores = new Map<LimitName, RateLimiterAbstract>();
  const storeOf = (name: LimitName): RateLimiterAbstract => {
    const store = stores.get(name) ?? createStore(name, limits[name]);
    stores.set(name, store);
    return store;
  };
  return {
    async consume(limit, key) {
      try {
        await storeOf(limit).consume(hash(key));
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        onRefusal(limit);
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    async reset(limit, key) {
      await storeOf(limit).delete(hash(key));
    },
    async refund(limit, key) {
      await storeOf(limit).reward(hash(key));
    },
  };
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
