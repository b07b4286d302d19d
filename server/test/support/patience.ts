import { setTimeout as pause } from "node:timers/promises";
import { vi } from "vitest";

// Tests wait for events, and retry where there are none. How long that takes is no claim about the code: a busy machine is
// slow.

/** Retries an assertion until it holds, for as long as a busy machine may need. */
export async function eventually<T>(assertion: () => T | Promise<T>, intervalMs = 20): Promise<T> {
  return await vi.waitFor(assertion, { timeout: 240_000, interval: intervalMs });
}

const tickMs = 10;

/**
 * Whether something becomes true within a time that follows the machine: it passes in ticks of a timer, which are as late
 * as everything else on a busy machine.
 *
 * @param isTrue is called repeatedly; the last call starts when the whole time has passed.
 */
export async function becomesTrueWithin(
  milliseconds: number,
  isTrue: () => Promise<boolean>,
): Promise<boolean> {
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
      if (await isTrue()) return true;
      if (isLastTime) return false;
      await pause(tickMs);
    }
  } finally {
    end.abort();
    await ticking;
  }
}
