/** How many characters a text has as people and Postgres count them: code points, not UTF-16 units. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/** Whether there is anything to see: not only spaces, joiners and letters that are blank. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Cf}\u{3164}\u{115f}\u{1160}\u{2800}\u{ffa0}]/u.test(text);
}

/** Characters that turn the direction of what follows: a name with one could pass for another. */
export function overridesDirection(text: string): boolean {
  return /[\u{202a}-\u{202e}\u{2066}-\u{2069}]/u.test(text);
}

/** Whether a text is one line of characters that can be typed. */
export function isPrintableLine(text: string): boolean {
  return !hasUnprintable(text) && !/[\n\t]/.test(text);
}

/** Control characters but line breaks and tabs, and halves of surrogate pairs: nobody types them, Postgres refuses some. */
export function hasUnprintable(text: string): boolean {
  return /[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}
