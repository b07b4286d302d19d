import type { Log } from "../../observability/log.ts";

const retryDelayMs = 2000;

export type KeyFetch = {
  /** Resolves when the first attempt has ended, even if it failed. */
  firstAttempt: Promise<void>;
  /** Rejects until the keys are fetched. */
  check: () => Promise<void>;
  stop: () => void;
};

/** Fetches the pool's keys, and retries until it succeeds. Without them the API runs, but is not ready. */
export function fetchKeys(hydrate: () => Promise<void>, log: Pick<Log, "warn">): KeyFetch {
  let fetched = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const attempt = async (): Promise<void> => {
    try {
      await hydrate();
      fetched = true;
    } catch (error) {
      log.warn({ err: error }, "the keys of the user pool cannot be fetched yet");
      if (!stopped) timer = setTimeout(() => void attempt(), retryDelayMs).unref();
    }
  };
  return {
    firstAttempt: attempt(),
    check: async () => {
      if (!fetched) throw new Error("The keys of the user pool are not fetched yet.");
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
