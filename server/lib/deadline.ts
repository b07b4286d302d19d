/** True once the deadline has passed; work in progress asks before it starts something more. */
export type DeadlinePassed = () => boolean;

export const timedOut = Symbol("timed out");

/**
 * Waits for work until a deadline, and no longer. Work that has started goes on after the deadline.
 *
 * @returns the work's result, or `timedOut` when the deadline passes first.
 */
export async function withDeadline<T>(
  milliseconds: number,
  work: (deadlinePassed: DeadlinePassed) => Promise<T>,
): Promise<T | typeof timedOut> {
  let timer: NodeJS.Timeout | undefined;
  let hasPassed = false;
  const deadline = new Promise<typeof timedOut>((resolve) => {
    timer = setTimeout(() => {
      hasPassed = true;
      resolve(timedOut);
    }, milliseconds);
    // A process that has nothing else to do does not wait for it.
    timer.unref();
  });
  try {
    return await Promise.race([work(() => hasPassed), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
