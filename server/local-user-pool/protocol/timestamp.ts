/** A timestamp of AWS JSON 1.1: seconds since 1970, with a fraction. */
export function toTimestamp(date: Date): number {
  return date.getTime() / 1000;
}
