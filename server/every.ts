/**
 * Runs a task again and again, with a pause between two runs; does not keep the process alive.
 *
 * @param onError hears of a run that failed; the next one comes all the same.
 * @returns stops it.
 */
export function every(
  pauseMs: number,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => void run(), pauseMs).unref();
  };
  const run = async (): Promise<void> => {
    await task().catch((error: unknown) => {
      if (!stopped) onError(error);
    });
    if (!stopped) schedule();
  };
  schedule();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
