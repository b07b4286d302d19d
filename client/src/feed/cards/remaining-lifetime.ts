/** The remaining part of a lifetime, from 1 at its start to 0 at its end. All times are in milliseconds since 1970. */
export function remainingLifetime(start: number, end: number, now: number): number {
  if (end <= start) return 0;
  return Math.min(1, Math.max(0, (end - now) / (end - start)));
}
