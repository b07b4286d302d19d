import { networksOf } from "./network-of.ts";
import { type Counted, countedNetworks, type RateLimiter } from "./rate-limiter.ts";

/** What signed-in users do: anything that writes, sends a mail to themselves, or searches. */
export type Action =
  "signIn" | "write" | "like" | "hide" | "profile" | "notice" | "suggest" | "report" | "export";

type ActionContext = { rateLimiter: RateLimiter; address: string };

/**
 * Counts an action of a member: for the account, then, if that may proceed, for the network. An account over its limit
 * does not use up that of the others in its network.
 *
 * @returns the seconds to wait if there were too many; undefined if this one may proceed.
 */
export async function countAction(
  { rateLimiter, address }: ActionContext,
  action: Action,
  userId: string,
): Promise<number | undefined> {
  return await rateLimiter.consumeInOrder(countedFor(action, userId, address));
}

/** What an action of a member counts for. */
export function countedFor(action: Action, userId: string, address: string): Counted[] {
  return [
    { limit: `${action}ByAccount`, key: userId },
    ...countedNetworks(`${action}ByAddress`, networksOf(address)),
  ];
}

/** Takes an action off the counts: it failed for a reason that is not the member's. */
export async function refundAction(
  { rateLimiter, address }: ActionContext,
  action: Action,
  userId: string,
): Promise<void> {
  await Promise.all([
    rateLimiter.refund(`${action}ByAccount`, userId),
    rateLimiter.refundByNetwork(`${action}ByAddress`, networksOf(address)),
  ]);
}
