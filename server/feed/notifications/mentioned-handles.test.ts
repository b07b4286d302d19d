import { expect, test } from "vitest";
import { mentionedHandles } from "./mentioned-handles.ts";

test.each([
  ["Ask @Worf, please.", ["worf"]],
  ["@worf and @WORF and (@data)", ["worf", "data"]],
  ["@a_1: yes", ["a_1"]],
  ["مرحبا @worf، كيف الحال؟", ["worf"]],
  ["@worf@data", ["worf"]],
  ["a@example.com", []],
  ["/@worf", []],
  ["https://example.com/@worf https://example.com/?to=@worf", []],
  ["@ab", []],
  [`@${"a".repeat(31)}`, []],
  ["plain", []],
  ["", []],
])("%j mentions %j", (message, handles) => {
  expect(mentionedHandles(message)).toEqual(handles);
});
