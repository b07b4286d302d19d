import { expect, test } from "vitest";
import { completeMention, mentionAt } from "./mention-at.ts";

test.each([
  ["@|", ""],
  ["Ask @Wo|", "wo"],
  ["(@wo|)", "wo"],
  ["اسأل @wo|", "wo"],
  ["@worf and @da|", "da"],
])("in %j a handle is being typed: %j", (typed, prefix) => {
  expect(mentionAt(typed.replace("|", ""), typed.indexOf("|"))?.prefix).toBe(prefix);
});

test.each([
  "|",
  "a@b|",
  "@@wo|",
  "https://x.example/@wo|",
  "@wo |",
  "@w|orf",
  `@${"x".repeat(31)}|`,
  "@wo.|",
])("in %j no handle is being typed", (typed) => {
  expect(mentionAt(typed.replace("|", ""), typed.indexOf("|"))).toBeUndefined();
});

test("a completed handle has one space after it", () => {
  const typed = { start: 4, prefix: "wo" };
  expect(completeMention("Ask @wo", typed, "worf")).toEqual({ text: "Ask @worf ", caret: 10 });
  expect(completeMention("Ask @wo about it", typed, "worf")).toEqual({
    text: "Ask @worf about it",
    caret: 10,
  });
});
