import { expect, test } from "vitest";
import { agoWords, dateWords, durationWords } from "./format-time.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-5_000, "now", "maintenant"],
  [59_000, "now", "maintenant"],
  [MINUTE, "1 min ago", "il y a 1 min"],
  [HOUR - 1, "59 min ago", "il y a 59 min"],
  [HOUR, "1 hr ago", "il y a 1 h"],
  [DAY, "yesterday", "hier"],
  [3 * DAY, "3 days ago", "il y a 3 j"],
  [8 * DAY, "15 Nov 2026", "15 nov. 2026"],
])("%d ms ago is %s, or %s", (passed, english, french) => {
  expect(plain(agoWords(NOW - passed, NOW, "en-GB"))).toBe(english);
  expect(plain(agoWords(NOW - passed, NOW, "fr"))).toBe(french);
});

test.each([
  [0, "1 min", "1 min"],
  [40 * MINUTE, "40 min", "40 min"],
  [HOUR - 1, "1 hr", "1 h"],
  [7 * DAY - 1000, "7 days", "7 j"],
])("%d ms are %s, or %s", (duration, english, french) => {
  expect(plain(durationWords(duration, "en"))).toBe(english);
  expect(plain(durationWords(duration, "fr"))).toBe(french);
});

test("a date is written the reader's way", () => {
  expect(dateWords(NOW, "en-US")).not.toBe(dateWords(NOW, "en-GB"));
});

/** Versions of Node have different kinds of spaces, and dots or none, in the same words. */
function plain(words: string): string {
  return words
    .replaceAll(/[\s\u00A0\u202F]+/gu, " ")
    .replace("min. ago", "min ago")
    .replace("hr. ago", "hr ago");
}
