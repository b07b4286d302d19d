import { expect, test } from "vitest";
import { agoWords, leftWords, lifeLeft } from "./time-words.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-5_000, "now"],
  [59_000, "now"],
  [MINUTE, "1 min"],
  [HOUR - 1, "59 min"],
  [HOUR, "1 h"],
  [DAY, "1 d"],
  [8 * DAY, "15 Nov"],
])("%d ms ago is %s", (passed, words) => {
  expect(agoWords(NOW - passed, NOW)).toBe(words);
});

test.each([
  [0, "less than a minute left"],
  [MINUTE, "1 min left"],
  [HOUR - 1, "1 h left"],
  [7 * DAY - 1000, "7 d left"],
  [DAY - 1000, "1 d left"],
])("%d ms to go are %s", (left, words) => {
  expect(leftWords(NOW + left, NOW)).toBe(words);
});

test("a life goes from 1 to 0 and no further", () => {
  expect(lifeLeft(NOW, NOW + HOUR, NOW - MINUTE)).toBe(1);
  expect(lifeLeft(NOW - HOUR, NOW + HOUR, NOW)).toBe(0.5);
  expect(lifeLeft(NOW - HOUR, NOW - MINUTE, NOW)).toBe(0);
});
