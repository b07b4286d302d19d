/** Whether the time of a request is up: nobody waits for what has not begun by then. */
export type DeadlinePassed = () => boolean;

export type InTime<T> = { late: false; value: T } | { late: true };

/** Waits so long for the work and no longer. What has begun goes on; the work asks before it begins something more. */
export async function withinTime<T>(
  milliseconds: number,
  work: (deadlinePassed: DeadlinePassed) => Promise<T>,
): Promise<InTime<T>> {
  let timer: NodeJS.Timeout | undefined;
  let isUp = false;
  const late = new Promise<InTime<T>>((resolve) => {
    timer = setTimeout(() => {
      isUp = true;
      resolve({ late: true });
    }, milliseconds);
  });
  try {
    return await Promise.race([work(() => isUp).then((value) => ({ late: false as const, value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
