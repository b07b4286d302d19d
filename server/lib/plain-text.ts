/** The number of code points, which Postgres counts as characters, and not of UTF-16 units. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/** Whether text has visible characters, and not only whitespace, format characters and blank letters. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Cf}\u{3164}\u{115f}\u{1160}\u{2800}\u{ffa0}]/u.test(text);
}

/** Whether text has characters that override the writing direction: with them one name can imitate another. */
export function overridesDirection(text: string): boolean {
  return /[\u{202a}-\u{202e}\u{2066}-\u{2069}]/u.test(text);
}

/** Whether text is a single line without unprintable characters. */
export function isPrintableLine(text: string): boolean {
  return !hasUnprintable(text) && !/[\n\t]/.test(text);
}

/** Whether text has control characters (other than line feed and tab) or lone surrogates. Postgres refuses some of them. */
export function hasUnprintable(text: string): boolean {
  return /[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}
