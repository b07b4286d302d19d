import { expect, test } from "vitest";
import {
  formatTimeAgo,
  formatDate,
  formatDuration,
  formatShortDuration,
  formatShortTimeAgo,
} from "./format-time.ts";

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
])("%d ms ago is %s, or %s", (elapsed, english, french) => {
  expect(plain(formatTimeAgo(NOW - elapsed, NOW, "en-GB"))).toBe(english);
  expect(plain(formatTimeAgo(NOW - elapsed, NOW, "fr"))).toBe(french);
});

test.each([
  [0, "1 min", "1 min"],
  [40 * MINUTE, "40 min", "40 min"],
  [HOUR - 1, "1 hr", "1 h"],
  [7 * DAY - 1000, "7 days", "7 j"],
])("a duration of %d ms is %s, or %s", (duration, english, french) => {
  expect(plain(formatDuration(duration, "en"))).toBe(english);
  expect(plain(formatDuration(duration, "fr"))).toBe(french);
});

test.each([
  [59_000, "now", "maintenant"],
  [MINUTE, "1m", "1min"],
  [HOUR - 1, "59m", "59min"],
  [2 * HOUR, "2h", "2h"],
  [3 * DAY, "3d", "3j"],
  [8 * DAY, "15 Nov", "15 nov."],
  [365 * DAY, "23 Nov 2025", "23 nov. 2025"],
])("%d ms ago in short is %s, or %s", (elapsed, english, french) => {
  expect(plain(formatShortTimeAgo(NOW - elapsed, NOW, "en-GB"))).toBe(english);
  expect(plain(formatShortTimeAgo(NOW - elapsed, NOW, "fr"))).toBe(french);
});

test.each([
  [0, "1m"],
  [40 * MINUTE, "40m"],
  [7 * DAY - 1000, "7d"],
])("a duration of %d ms in short is %s", (duration, english) => {
  expect(formatShortDuration(duration, "en")).toBe(english);
});

test("a date is formatted for the reader's region", () => {
  expect(formatDate(NOW, "en-US")).not.toBe(formatDate(NOW, "en-GB"));
});

/** Removes differences between versions of Node: kinds of spaces, and dots in abbreviations. */
function plain(text: string): string {
  return text
    .replaceAll(/[\s\u00A0\u202F]+/gu, " ")
    .replace("min. ago", "min ago")
    .replace("hr. ago", "hr ago");
}
