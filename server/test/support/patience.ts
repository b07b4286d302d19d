import { setTimeout as pause } from "node:timers/promises";
import { vi } from "vitest";

// Tests wait for events, and where there is none to wait for, they ask again. How long they may is no claim about the
// code: a busy machine is slow.

/** Retries an assertion until it holds, for as long as a busy machine may need. */
export async function eventually<T>(assertion: () => T | Promise<T>, intervalMs = 20): Promise<T> {
  return await vi.waitFor(assertion, { timeout: 240_000, interval: intervalMs });
}

const tickMs = 10;

/**
 * Asserts that something becomes true within a time that follows the machine: it passes in ticks of a timer, which come
 * as late as everything else on a machine that is busy.
 *
 * @param isTrue is asked again and again; the last time, the whole time has passed before it is asked.
 * @throws where it is not true even then
 */
export async function becomesTrueWithin(milliseconds: number, isTrue: () => Promise<boolean>): Promise<void> {
  const end = new AbortController();
  let passedMs = 0;
  const ticking = (async () => {
    while (!end.signal.aborted) {
      await pause(tickMs);
      passedMs += tickMs;
    }
  })();
  try {
    for (;;) {
      const isLastTime = passedMs >= milliseconds;
      if (await isTrue()) return;
      if (isLastTime) throw new Error(`It is not true after ${milliseconds} ms.`);
      await pause(tickMs);
    }
  } finally {
    end.abort();
    await ticking;
  }
}
