import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Delays results and errors to a minimum duration plus jitter, so that timing does not reveal whether an
 * account exists. The jitter is up to a quarter of the minimum.
 *
 * @see
 *   https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#authentication-responses
 */
export async function withMinimumDuration<T>(
  { minimumAuthMs }: { minimumAuthMs: number },
  work: () => Promise<T>,
): Promise<T> {
  if (minimumAuthMs === 0) return await work();
  const [outcome] = await Promise.allSettled([
    work(),
    pause(minimumAuthMs + randomInt(Math.ceil(minimumAuthMs / 4) + 1)),
  ]);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
