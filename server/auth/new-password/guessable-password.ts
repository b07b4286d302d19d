import { toAsciiDigits } from "../../lib/ascii-digits.ts";

/** What a guesser tries first, besides runs and repetitions. */
export type GuessedWords = {
  /** Whether many people have this password; it is in lower case. */
  isCommon: (text: string) => boolean;
  /** Words that belong to the account or to the service, in any spelling. */
  ownWords: readonly string[];
};

/** A password with at most so many parts besides one common password and all own words is guessable. */
const mostParts = 4;

/** Of an own word; a shorter one is in many words of others. */
const shortestOwnWord = 3;

/** No common password is longer, with some punctuation between its letters. */
const longestCommon = 32;

/** The shortest run that counts as one part. */
const shortestRun = 3;

/**
 * Whether a password is one of the first that somebody would guess: as a whole, since a word that is common may stand in
 * a long pass phrase. Case, accents, width, the digits of other scripts, signs in place of letters (`p@ssw0rd`) and
 * punctuation make no difference, nor does the repetition of the whole (`abcabcabc`).
 *
 * The password is taken apart: the account's own words and one common password do not count; a run (`1234`, `aaa`,
 * `qwerty`) and a year count as one part, and so does every other character. Up to four parts are an ending that
 * guessers append to each word: `Password123!` has two.
 *
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 */
export function isGuessable(password: string, { isCommon, ownWords }: GuessedWords): boolean {
  const text = fold(password);
  return [text, withoutWords(text, ownWords.flatMap(toWords))].some((each) =>
    isCommonWithEnding(repeatedBlock(each), isCommon),
  );
}

/** The words of a name, a handle or an address, without its top-level domain. */
function toWords(text: string): string[] {
  const at = text.lastIndexOf("@");
  const dot = text.lastIndexOf(".");
  const withoutTopLevel = at >= 0 && dot > at ? text.slice(0, dot) : text;
  return fold(withoutTopLevel)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(({ length }) => length >= shortestOwnWord);
}

function fold(text: string): string {
  return toAsciiDigits(text).normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const letters: Record<string, string> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
};

/** The text as it is, and with the letters that its digits and signs look like, each as long as the text. */
function readingsOf(text: string): string[] {
  const withLetters = text.replaceAll(/[0134578@$!|]/g, (sign) => letters[sign] ?? sign);
  return [
    text,
    withLetters,
    text.replaceAll(/[1|]/g, "i").replaceAll(/[034578@$!]/g, (sign) => letters[sign] ?? sign),
  ];
}

/** The characters that are in none of the words. */
function withoutWords(text: string, words: string[]): string {
  const isInWord = new Uint8Array(text.length);
  for (const reading of readingsOf(text))
    for (const word of words)
      for (let at = reading.indexOf(word); at !== -1; at = reading.indexOf(word, at + 1))
        isInWord.fill(1, at, at + word.length);
  return text
    .split("")
    .filter((_character, at) => isInWord[at] === 0)
    .join("");
}

/** The shortest block that the text repeats, the last time perhaps in part: `abc` of `abcabcab`; the text if it repeats none. */
function repeatedBlock(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  return text;
}

function isCommonWithEnding(text: string, isCommon: (text: string) => boolean): boolean {
  if (countParts(text) <= mostParts) return true;
  const before = Array.from({ length: text.length + 1 }, (_, end) => countParts(text.slice(0, end)));
  const after = Array.from({ length: text.length + 1 }, (_, start) => countParts(text.slice(start)));
  return before.some((parts, start) =>
    after
      .slice(start, start + longestCommon + 1)
      .some(
        (partsAfter, length) =>
          parts + partsAfter <= mostParts &&
          isCommonInAnyReading(text.slice(start, start + length), isCommon),
      ),
  );
}

function isCommonInAnyReading(text: string, isCommon: (text: string) => boolean): boolean {
  if (text.length < shortestOwnWord) return false;
  return readingsOf(text).some(
    (reading) => isCommon(reading) || isCommon(reading.replaceAll(/[^\p{L}\p{N}]/gu, "")),
  );
}

/** The number of runs, years and other characters; one more than the most that matters stands for all others. */
function countParts(text: string): number {
  let parts = 0;
  for (let at = 0; at < text.length && parts <= mostParts; at = endOfPart(text, at)) parts += 1;
  return parts;
}

const year = /(?:19|20)\d\d/y;

function endOfPart(text: string, start: number): number {
  const step = text.charCodeAt(start + 1) - text.charCodeAt(start);
  const isNextInRun = (at: number): boolean =>
    Math.abs(step) <= 1 && text.charCodeAt(at) - text.charCodeAt(at - 1) === step;
  const end = Math.max(
    endOfRun(text, start, isNextInRun),
    endOfRun(text, start, (at) => neighbours.has(text.slice(at - 1, at + 1))),
    endOfRun(text, start, (at) => neighbours.has(text.charAt(at) + text.charAt(at - 1))),
  );
  year.lastIndex = start;
  if (end < start + 4 && year.test(text)) return start + 4;
  return end;
}

/** The end of the run that begins at a character; a run that is too short ends after the character. */
function endOfRun(text: string, start: number, isNext: (at: number) => boolean): number {
  let end = start + 1;
  while (end < text.length && isNext(end)) end += 1;
  return end - start < shortestRun ? start + 1 : end;
}

/** Keys beside each other, from left to right, on keyboards for English, French and German. */
const keyRows = [
  "1234567890",
  "901",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "qwertzuiop",
  "yxcvbnm",
];
const neighbours = new Set(
  keyRows.flatMap((row) => Array.from(row.slice(1), (key, before) => row.charAt(before) + key)),
);
