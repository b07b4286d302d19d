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

/**
 * Whether text has a sign that many services show beside a verified name, or a character of private use, which a font may
 * draw as one.
 */
export function hasBadge(text: string): boolean {
  return /[\u{221a}\u{237b}\u{2611}\u{2705}\u{2713}\u{2714}\u{10102}\u{1f4a0}\u{1f535}\u{1f537}\u{1f539}\u{1f5f8}\u{1f5f9}\u{1f7e6}\u{1fbb1}\p{Co}]/u.test(
    text,
  );
}

/** Whether text is a single line without unprintable characters. */
export function isPrintableLine(text: string): boolean {
  return !hasUnprintable(text) && !/[\n\t]/.test(text);
}

/** Whether text has control characters (other than line feed and tab) or lone surrogates. Postgres refuses some of them. */
export function hasUnprintable(text: string): boolean {
  return /[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}

/**
 * The marks that one character may bear. Burmese syllables (မြွှို့) and cantillated Hebrew have five; a writing system in use
 * never needs more, apart from Tibetan mantras.
 */
export const maximumMarks = 5;

/**
 * Whether text stacks more marks on one character than any language does, so that they cover the lines above and below.
 * Vowel signs with a width of their own do not count, and invisible characters in between do not separate marks.
 */
export function stacksMarks(text: string): boolean {
  return stack.test(text);
}

const stack =
  /(?:(?!\p{Default_Ignorable_Code_Point})[\p{Mn}\p{Me}][\p{Mc}\p{Default_Ignorable_Code_Point}]*){6}/u;

/** Text without the marks that `stacksMarks` finds: each character keeps its first ones. */
export function withoutStackedMarks(text: string): string {
  if (!stacksMarks(text)) return text;
  let marks = 0;
  let kept = "";
  for (const character of text) {
    const isMark = /\p{M}/u.test(character);
    const isIgnorable = /\p{Default_Ignorable_Code_Point}/u.test(character);
    if (!isMark && !isIgnorable) marks = 0;
    else if (/[\p{Mn}\p{Me}]/u.test(character) && !isIgnorable) marks += 1;
    if (marks <= maximumMarks || !isMark) kept += character;
  }
  return kept;
}

/**
 * Text without characters that hide something from its readers: those that reverse the direction of the letters after
 * them, tags outside the emoji of a flag, and more than two invisible characters in a row. No emoji and no language needs
 * more: a variation selector and a joiner.
 */
export function withoutHiddenCharacters(text: string): string {
  return text.replaceAll(
    /\u{1f3f4}[\u{e0030}-\u{e007a}]{2,8}\u{e007f}|\p{Default_Ignorable_Code_Point}+/gu,
    (found) => {
      if (found.startsWith("\u{1f3f4}")) return found;
      const shown = found.replaceAll(/[\u{202d}\u{202e}\u{e0000}-\u{e007f}]/gu, "");
      return Array.from(shown).slice(0, 2).join("");
    },
  );
}

/**
 * Text of several lines as it is stored: line feeds end its lines, at most two blank lines are in a row, and none begins
 * or ends it. A line of which nothing can be seen is blank.
 */
export function toParagraphs(text: string): string {
  const lines = withoutHiddenCharacters(text)
    .replaceAll(/\r\n?|[\u{2028}\u{2029}]/gu, "\n")
    .split("\n");
  const kept: string[] = [];
  let blank: string[] = [];
  for (const line of lines) {
    if (!isVisible(line)) {
      blank.push(line);
      continue;
    }
    if (kept.length > 0) kept.push(...(blank.length > 2 ? ["", ""] : blank));
    kept.push(line);
    blank = [];
  }
  return kept.join("\n").trim();
}
