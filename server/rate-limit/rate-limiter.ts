import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { type Limit, type LimitName, limits } from "./limits.ts";

/** Counts attempts, over all nodes. It counts what resolvers do, so aliases and parallel requests are no way round. */
export type RateLimiter = {
  /**
   * Counts one attempt.
   *
   * @param whom an e-mail address, an IP network, an id: stored as a hash only.
   * @returns seconds to wait, where there were too many; undefined where the attempt may go on.
   */
  consume: (limit: LimitName, whom: string) => Promise<number | undefined>;
  /** Forgets all attempts. */
  reset: (limit: LimitName, whom: string) => Promise<void>;
  /** Takes one attempt back. */
  refund: (limit: LimitName, whom: string) => Promise<void>;
};

/** Makes the counter of one limit. */
export type CreateStore = (name: LimitName, limit: Limit) => RateLimiterAbstract;

/** @param onRefusal hears of each attempt that was too many. */
export function createRateLimiter(
  createLimiter: CreateStore,
  onRefusal: (limit: LimitName) => void = () => {},
): RateLimiter {
  const limiters = new Map<LimitName, RateLimiterAbstract>();
  const limiterOf = (name: LimitName): RateLimiterAbstract => {
    const limiter = limiters.get(name) ?? createLimiter(name, limits[name]);
    limiters.set(name, limiter);
    return limiter;
  };
  return {
    async consume(limit, whom) {
      try {
        await limiterOf(limit).consume(hash(whom));
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        onRefusal(limit);
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    async reset(limit, whom) {
      await limiterOf(limit).delete(hash(whom));
    },
    async refund(limit, whom) {
      await limiterOf(limit).reward(hash(whom));
    },
  };
}

function hash(whom: string): string {
  return createHash("sha256").update(whom).digest("base64url");
}
