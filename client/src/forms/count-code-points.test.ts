import { expect, test } from "vitest";
import { countCodePoints } from "./count-code-points.ts";

test.each([
  ["", 0],
  ["naïve", 5],
  ["🎉", 1],
  ["👩‍🚀", 3],
])("%j has %d code points", (text, count) => {
  expect(countCodePoints(text)).toBe(count);
});
