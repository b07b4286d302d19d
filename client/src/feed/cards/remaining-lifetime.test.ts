import { expect, test } from "vitest";
import { remainingLifetime } from "./remaining-lifetime.ts";

const HOUR = 60 * 60 * 1000;

test("the remaining lifetime goes from 1 to 0 and no further", () => {
  expect(remainingLifetime(0, HOUR, -1)).toBe(1);
  expect(remainingLifetime(-HOUR, HOUR, 0)).toBe(0.5);
  expect(remainingLifetime(-HOUR, -1, 0)).toBe(0);
});
