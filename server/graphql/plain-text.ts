/** How many characters a text has as people and Postgres count them: code points, not UTF-16 units. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/** Control characters but line breaks and tabs, and halves of surrogate pairs: nobody types them, Postgres refuses some. */
export function hasUnprintable(text: string): boolean {
  return /[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}
