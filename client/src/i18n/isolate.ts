/**
 * Isolates text that people wrote, as a name, from the direction of the sentence around it.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Isolates text that is read from left to right in every language: a code, a handle, an address, a number to type. */
export function isolateLtr(text: string): string {
  return `\u2066${text}\u2069`;
}
