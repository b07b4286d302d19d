import type { Database } from "../database/database.ts";
import { inOneStatement } from "../database/one-statement.ts";
import { type Action, countAction, countedFor, refundAction } from "../rate-limit/count-action.ts";
import { type Counting, TooOften } from "../rate-limit/counting-part.ts";
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

/**
 * The same as `limitAction` for what is one statement, which counts the action itself where the database counts.
 *
 * @param work gets `undefined` where the action was counted before.
 * @param options.isRepeatable whether a second execution changes nothing more.
 * @returns RATE_LIMITED if the member, or the network, did it too often.
 */
export async function limitStatement<T>(
  context: { db: Database; rateLimiter: RateLimiter; address: string },
  action: Action,
  userId: string,
  work: (counting: Counting | undefined) => Promise<T | TooOften>,
  { isRepeatable = false }: { isRepeatable?: boolean } = {},
): Promise<T | Rejected> {
  const { db, rateLimiter, address } = context;
  const countBefore = async (): Promise<T | TooOften | Rejected> =>
    await limitAction(context, action, userId, async () => await work(undefined));
  const countWithin = async (start: Counting): Promise<T | TooOften> => {
    let isCounted = false;
    const toWait: Counting["toWait"] = (verdict) => {
      isCounted = true;
      return start.toWait(verdict);
    };
    try {
      return await work({ ...start, toWait });
    } catch (error) {
      // A statement that failed has counted nothing.
      if (isCounted) await refundAction(context, action, userId);
      throw error;
    }
  };
  const { inStatement } = rateLimiter;
  const result = inStatement
    ? await inOneStatement(db, `count_${action}`, {
        inOneStatement: async () => await countWithin(inStatement(countedFor(action, userId, address))),
        inParts: countBefore,
        isRepeatable,
      })
    : await countBefore();
  return result instanceof TooOften ? new Rejected([rateLimited(result.seconds)]) : result;
}
