/** A probe may be answered by a check that is so old, in milliseconds. */
const rememberMs = 1000;

/**
 * Runs a check once for all who ask during it and a moment after it: probes, of which anyone may send any number, must
 * not take what requests need.
 *
 * @param elapsed monotonic clock, in milliseconds.
 */
export function shareCheck(
  check: () => Promise<void>,
  elapsed = (): number => performance.now(),
): () => Promise<void> {
  let latest: Promise<void> | undefined;
  let endedAt: number | undefined;

  async function run(): Promise<void> {
    endedAt = undefined;
    try {
      await check();
    } finally {
      endedAt = elapsed();
    }
  }

  return async () => {
    if (latest === undefined || (endedAt !== undefined && elapsed() - endedAt >= rememberMs)) latest = run();
    await latest;
  };
}
