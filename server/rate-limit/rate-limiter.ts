import { createHash } from "node:crypto";
import { RateLimiterRes } from "rate-limiter-flexible";
import { type Limit, type LimitName, limits } from "./limits.ts";
import type { Network } from "./network-of.ts";

/**
 * Counts attempts over all nodes. Resolvers call it, so neither aliases nor concurrent requests bypass it.
 *
 * The parameter `key` is an e-mail address or an id. Only its hash is stored, and that of a network's name.
 */
export type RateLimiter = {
  /**
   * Counts one attempt.
   *
   * @returns the seconds to wait if there were too many attempts; undefined if this one may proceed.
   */
  consume: (limit: LimitName, key: string) => Promise<number | undefined>;
  /** The same for the networks of an address. A network that refuses spares the larger ones. */
  consumeByNetwork: (limit: LimitName, networks: Network[]) => Promise<number | undefined>;
  /** Resets the count to zero. */
  reset: (limit: LimitName, key: string) => Promise<void>;
  /** Takes one attempt off the count. */
  refund: (limit: LimitName, key: string) => Promise<void>;
  /** The same for the networks of an address. */
  refundByNetwork: (limit: LimitName, networks: Network[]) => Promise<void>;
};

/** The counters of one limit. */
export type Store = {
  /** @throws RateLimiterRes if there were too many attempts. */
  consume: (key: string) => Promise<unknown>;
  delete: (key: string) => Promise<unknown>;
  reward: (key: string) => Promise<unknown>;
};

/** Creates the store of one limit's counters. */
export type CreateStore = (name: LimitName, limit: Limit) => Store;

/** @param onRefusal is called for each attempt over a limit. */
export function createRateLimiter(
  createStore: CreateStore,
  onRefusal: (limit: LimitName) => void = () => {},
): RateLimiter {
  const stores = new Map<string, Store>();
  const storeOf = (name: LimitName, share: number): Store => {
    const id = `${name} ${share}`;
    const limit: Limit = limits[name];
    const store = stores.get(id) ?? createStore(name, { ...limit, points: limit.points * share });
    stores.set(id, store);
    return store;
  };
  const consume = async (limit: LimitName, key: string, share = 1): Promise<number | undefined> => {
    try {
      await storeOf(limit, share).consume(hash(key));
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      onRefusal(limit);
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  };
  return {
    consume: async (limit, key) => await consume(limit, key),
    async consumeByNetwork(limit, networks) {
      for (const { name, share } of networks) {
        const wait = await consume(limit, name, share);
        if (wait !== undefined) return wait;
      }
      return undefined;
    },
    async reset(limit, key) {
      await storeOf(limit, 1).delete(hash(key));
    },
    async refund(limit, key) {
      await storeOf(limit, 1).reward(hash(key));
    },
    async refundByNetwork(limit, networks) {
      await Promise.all(networks.map(({ name, share }) => storeOf(limit, share).reward(hash(name))));
    },
  };
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
