import { sha256 } from "../lib/sha256.ts";
import type { Counter, Counting, CountingPart, Refusal } from "./counting-part.ts";
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
  /** Counts one attempt for each, in their order: the first that refuses spares those behind it. */
  consumeInOrder: (counted: Counted[]) => Promise<number | undefined>;
  /** Counts one attempt for each as a part of another statement; absent where the counters are elsewhere. */
  inStatement?: (counted: Counted[]) => Counting;
  /** Resets the count to zero. */
  reset: (limit: LimitName, key: string) => Promise<void>;
  /** Takes one attempt off the count. */
  refund: (limit: LimitName, key: string) => Promise<void>;
  /** The same for the networks of an address. */
  refundByNetwork: (limit: LimitName, networks: Network[]) => Promise<void>;
};

/** What an attempt counts for. */
export type Counted = {
  limit: LimitName;
  key: string;
  /** How many times the limit it may use. Default: once. */
  share?: number;
};

/** Where attempts are counted. */
export type Counters = {
  /** Counts an attempt by each, in their order, up to the first that refuses. */
  consume: (counters: Counter[]) => Promise<Refusal | undefined>;
  /** Counts as a part of another statement. */
  inStatement?: (counters: Counter[]) => CountingPart;
  delete: (counter: Counter) => Promise<unknown>;
  /** Takes one attempt off. */
  reward: (counter: Counter) => Promise<unknown>;
};

/** @param onRefusal is called for each attempt over a limit. */
export function createRateLimiter(
  counters: Counters,
  onRefusal: (limit: LimitName) => void = () => {},
): RateLimiter {
  function toWait(refusal: Refusal | undefined): number | undefined {
    if (!refusal) return undefined;
    onRefusal(refusal.counter.name);
    return Math.max(1, refusal.seconds);
  }
  async function consume(counted: Counted[]): Promise<number | undefined> {
    return toWait(await counters.consume(counted.map(toCounter)));
  }
  const { inStatement } = counters;
  return {
    ...(inStatement && {
      inStatement(counted) {
        const { toRefusal, ...part } = inStatement(counted.map(toCounter));
        return { ...part, toWait: (verdict) => toWait(toRefusal(verdict)) };
      },
    }),
    consume: async (limit, key) => await consume([{ limit, key }]),
    consumeByNetwork: async (limit, networks) => await consume(countedNetworks(limit, networks)),
    consumeInOrder: consume,
    async reset(limit, key) {
      await counters.delete(toCounter({ limit, key }));
    },
    async refund(limit, key) {
      await counters.reward(toCounter({ limit, key }));
    },
    async refundByNetwork(limit, networks) {
      await Promise.all(countedNetworks(limit, networks).map((each) => counters.reward(toCounter(each))));
    },
  };
}

/** What counts for the networks of an address, the smallest first. */
export function countedNetworks(limit: LimitName, networks: Network[]): Counted[] {
  return networks.map(({ name, share }) => ({ limit, key: name, share }));
}

function toCounter({ limit: name, key, share = 1 }: Counted): Counter {
  const limit: Limit = limits[name];
  return { name, key: sha256(key, "base64url"), limit: { ...limit, points: limit.points * share } };
}
