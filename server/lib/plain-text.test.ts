import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { stacksMarks, toParagraphs, withoutHiddenCharacters, withoutStackedMarks } from "./plain-text.ts";

const words = [
  ["Burmese", "လျှို့ဝှက် မြွှို့"],
  ["Hebrew with vowels and cantillation", "יְרוּשָׁלִַ֖ם שָּׁ֑ בְּרֵאשִׁ֖ית"],
  ["Arabic with vowels, from the Quran", "ٱلضَّآلِّينَ هُدًۭى"],
  ["Vietnamese, decomposed", "Tiếng Việt".normalize("NFD")],
  ["Thai", "น้ำ ที่ กู้"],
  ["Hindi", "विद्यार्थियों नि"],
  ["Tibetan", "བསྒྲུབས ཧཱུྃ"],
  ["Khmer", "ស្ត្រី"],
  ["Greek, decomposed", "ᾧ".normalize("NFD")],
  ["Persian with a zero-width non-joiner", "می‌خواهم"],
  ["Mongolian with variation selectors", "ᠮᠣᠩᠭᠣᠯ᠋"],
  ["an ideograph with a variation selector", "葛\u{e0100}"],
  ["families and professions", "👨‍👩‍👧‍👦 👩🏽‍❤️‍💋‍👨🏾 👩‍🚀"],
  ["flags", "🇫🇷 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["keycaps", "1️⃣ #️⃣"],
  ["isolated words of another direction", "\u2067שלום\u2069 and \u2068hello\u2069"],
] as const;

describe.each(words)("%s", (_what, text) => {
  it("passes as it is", () => {
    expect([stacksMarks(text), toParagraphs(text), withoutStackedMarks(text)]).toEqual([false, text, text]);
  });
});

test.each([
  ["on one letter", `Z${"\u0301".repeat(6)}`],
  ["of different kinds", "a\u0300\u0489\u20dd\u0336\u0353\u0488"],
  ["with joiners in between", `a${"\u0301\u200d".repeat(6)}`],
  ["with grapheme joiners and variation selectors in between", `a${"\u0301\u034f\ufe0f".repeat(6)}`],
  ["with a spacing vowel sign in between", `क${"\u0951".repeat(3)}\u093e${"\u0951".repeat(3)}`],
  ["on nothing", "\u0301".repeat(6)],
])("six marks are a stack: %s", (_what, text) => {
  expect([stacksMarks(text), stacksMarks(withoutStackedMarks(text))]).toEqual([true, false]);
});

test.each([
  ["reversed letters", "pay \u202e001\u202c now", "pay 001\u202c now"],
  ["letters in tags", "hi\u{e0068}\u{e0069}\u{e007f}", "hi"],
  ["bytes in variation selectors", `😀${"\u{e0100}\u{e0155}\u{e0199}".repeat(5)}`, "😀\u{e0100}\u{e0155}"],
  ["a run of invisible characters", `a${"\u200b".repeat(99)}b`, "a\u200b\u200bb"],
])("hidden text is removed: %s", (_what, text, expected) => {
  expect(withoutHiddenCharacters(text)).toBe(expected);
});

test.each([
  ["two blank lines stay", "a\n\n\nb", "a\n\n\nb"],
  ["more become two", `a${"\n".repeat(50)}b`, "a\n\n\nb"],
  ["lines of spaces and invisible characters are blank", "a\n \n\u3164\n\u200b\n\u2800\nb", "a\n\n\nb"],
  ["other line separators count", "a\r\n\r\u2028\u2029\n\nb", "a\n\n\nb"],
  ["none is at either end", "\n\u200b\na\n\u3164\n\n", "a"],
])("%s", (_what, text, expected) => {
  expect(toParagraphs(text)).toBe(expected);
});

test("text that was stored is stored again as it is", () => {
  const character = fc.oneof(
    fc.constantFrom(
      "a",
      " ",
      "\n",
      "\r",
      "\u0301",
      "\u200d",
      "\u202e",
      "\u{1f3f4}",
      "\u{e0067}",
      "\u{e007f}",
      "\u3164",
    ),
    fc.string({ unit: "binary", maxLength: 2 }),
  );
  const text = fc.array(character, { maxLength: 60 }).map((characters) => characters.join(""));
  fc.assert(
    fc.property(text, (written) => {
      const stored = toParagraphs(written);
      expect(toParagraphs(stored)).toBe(stored);
      expect(stored).not.toMatch(/\n\n\n\n/);
      expect(stacksMarks(withoutStackedMarks(written))).toBe(false);
    }),
  );
});
