/** The part of a life that is still to come, 1 at its beginning and 0 at its end. Milliseconds. */
export function lifeLeft(beginning: number, end: number, now: number): number {
  if (end <= beginning) return 0;
  return Math.min(1, Math.max(0, (end - now) / (end - beginning)));
}
