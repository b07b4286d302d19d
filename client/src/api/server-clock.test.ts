import { expect, test } from "vitest";
import { createServerClock } from "./server-clock.ts";

const NOON = Date.parse("2026-11-23T12:00:00.000Z");
const HOUR = 3_600_000;

test.each([-HOUR, HOUR])("the first response corrects a device clock that is %d ms off", (error) => {
  let elapsed = 0;
  const clock = createServerClock(
    () => NOON + error,
    () => elapsed,
  );
  expect(clock.now()).toBe(NOON + error);
  clock.sync(NOON);
  elapsed += 5_000;
  expect(clock.now()).toBe(NOON + 5_000);
});

test("the response with the shortest latency counts", () => {
  let elapsed = 0;
  const clock = createServerClock(
    () => 0,
    () => elapsed,
  );
  elapsed = 3_000;
  clock.sync(NOON);
  elapsed = 4_000;
  clock.sync(NOON + 3_900);
  expect(clock.now()).toBe(NOON + 3_900);
  elapsed = 9_000;
  clock.sync(NOON + 5_000);
  expect(clock.now()).toBe(NOON + 8_900);
});
