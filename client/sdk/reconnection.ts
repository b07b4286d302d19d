/** The API sends a heartbeat every 12 seconds: after this time without one, a stream's connection counts as dead. */
export const idleTimeoutMs = 30_000;

/** A stream that lasted this long ends a series of failures. */
export const stableAfterMs = 10_000;

const longestDelayMs = 30_000;

/**
 * How long to wait before a stream is opened again, in milliseconds.
 *
 * @param failures how many have come before in this series.
 */
export function reconnectionDelayMs(failures: number): number {
  const delayMs = Math.min(longestDelayMs, 500 * 2 ** failures);
  // Jitter: when a node stops, its readers must not all reconnect at once.
  return delayMs * (0.5 + Math.random() / 2);
}
