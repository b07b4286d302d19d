import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Answers not before the minimum time, whatever the work takes: an account that is not there is found out sooner than
 * a wrong password, and nobody is to measure that. Up to a quarter more, by chance, hides what is left of the difference.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#authentication-responses
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
