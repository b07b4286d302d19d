/**
 * Answers not before the minimum time, whatever the work takes: an account that is not there is found out sooner than
 * a wrong password, and nobody is to measure that.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#authentication-responses
 */
export async function inEvenTime<T>(
  { minimumAuthMs }: { minimumAuthMs: number },
  work: () => Promise<T>,
): Promise<T> {
  if (minimumAuthMs === 0) return await work();
  const [outcome] = await Promise.allSettled([
    work(),
    new Promise((resolve) => setTimeout(resolve, minimumAuthMs)),
  ]);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
