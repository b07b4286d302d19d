import { type Action, countAction, refundAction } from "../rate-limit/count-action.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { Rejected } from "./problem.type.ts";
import { rateLimited } from "./rate-limited.ts";

/**
 * Does something for a member, as often as the limits of the action allow. What fails by an error does not count: the
 * client sends it again.
 *
 * @returns RATE_LIMITED if the member, or the network, did it too often.
 */
export async function limitAction<T>(
  context: { rateLimiter: RateLimiter; address: string },
  action: Action,
  userId: string,
  work: () => Promise<T>,
): Promise<T | Rejected> {
  const wait = await countAction(context, action, userId);
  if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  try {
    return await work();
  } catch (error) {
    await refundAction(context, action, userId);
    throw error;
  }
}
