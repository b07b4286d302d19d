/** A point in time as AWS JSON writes it: seconds since 1970, with a fraction. */
export function toTimestamp(date: Date): number {
  return date.getTime() / 1000;
}
