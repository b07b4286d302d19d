import { expect, test } from "vitest";
import { lifeLeft } from "./remaining-lifetime.ts";

const HOUR = 60 * 60 * 1000;

test("a life goes from 1 to 0 and no further", () => {
  expect(lifeLeft(0, HOUR, -1)).toBe(1);
  expect(lifeLeft(-HOUR, HOUR, 0)).toBe(0.5);
  expect(lifeLeft(-HOUR, -1, 0)).toBe(0);
});
