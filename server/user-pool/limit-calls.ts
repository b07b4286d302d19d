import { networksOf } from "../rate-limit/network-of.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { PoolConnection } from "./pool-connection.ts";
import { PoolCallsExceededError } from "./user-pool-error.ts";

/** Who causes calls of the pool: an account, by the id of its user or its `sub`, a machine, by its client id, or else a network. */
export type PoolCaller = { account: string } | { address: string };

/**
 * A connection for one request, whose calls count for the caller. It is what every operation uses, so none can forget to
 * count. A request is refused at its first call alone: one that has changed something at the pool goes on, since half of
 * a change is worse than a few calls too many.
 *
 * @throws PoolCallsExceededError in place of the first call and of all others of that request.
 */
export function limitCalls(
  connection: PoolConnection,
  rateLimiter: Pick<RateLimiter, "consume" | "consumeByNetwork">,
  caller: PoolCaller,
): PoolConnection {
  const count = async (): Promise<number | undefined> =>
    "account" in caller
      ? await rateLimiter.consume("poolCallsByAccount", caller.account)
      : await rateLimiter.consumeByNetwork("poolCallsByAddress", networksOf(caller.address));
  let firstCall: Promise<number | undefined> | undefined;
  async function admit(): Promise<void> {
    const isFirst = firstCall === undefined;
    firstCall ??= count();
    const wait = await firstCall;
    if (wait !== undefined) throw new PoolCallsExceededError(wait);
    if (!isFirst) await count();
  }
  const { cognito } = connection;
  return {
    ...connection,
    cognito: new Proxy(cognito, {
      get(client, property) {
        const value: unknown = Reflect.get(client, property, client);
        if (property !== "send" || typeof value !== "function") return value;
        return async (...call: unknown[]): Promise<unknown> => {
          await admit();
          return await Reflect.apply(value, client, call);
        };
      },
    }),
  };
}
