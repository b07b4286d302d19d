/** The number of code points, which Postgres counts as characters, and not of UTF-16 units. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}

/**
 * Whether text has a character that can be seen by itself. Spaces, controls, format characters, combining marks and
 * everything that Unicode lets a font ignore cannot, nor can letters and symbols that are blank by design: the empty
 * braille cell, the null notehead and the blanks of hieroglyphs. The web client has the same rule.
 */
export function isVisible(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Noncharacter_Code_Point}\u{2800}\u{1d159}\u{13441}\u{13442}]/u.test(
    text,
  );
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
