export type Repetition = {
  /** Runs the task now, or right after the current run. Resolves when that run has ended, even if it failed. */
  runNow: () => Promise<void>;
  stop: () => void;
};

/** Repeats a task, one run at a time, with a pause between runs. Does not keep the process alive. */
export function repeat(
  pauseMs: number,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function run(): Promise<void> {
    clearTimeout(timer);
    await task().catch((error: unknown) => {
      if (!stopped) onError(error);
    });
    running = undefined;
    if (!stopped) timer = setTimeout(() => void start(), pauseMs).unref();
  }

  function start(): Promise<void> {
    if (stopped) return Promise.resolve();
    running ??= run();
    return running;
  }

  async function startAfter(before: Promise<void>): Promise<void> {
    await before;
    next = undefined;
    await start();
  }

  timer = setTimeout(() => void start(), pauseMs).unref();

  return {
    async runNow() {
      if (running === undefined) return await start();
      // The current run may have started before the change that this call is about.
      next ??= startAfter(running);
      await next;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
