import { expect, test } from "vitest";
import { createServerClock } from "./server-clock.ts";

const NOON = Date.parse("2026-11-23T12:00:00.000Z");
const HOUR = 3_600_000;

test.each([-HOUR, HOUR])("a device's clock that is %d ms off is set right by the first answer", (wrong) => {
  let elapsed = 0;
  const clock = createServerClock(
    () => NOON + wrong,
    () => elapsed,
  );
  expect(clock.now()).toBe(NOON + wrong);
  clock.told(NOON);
  elapsed += 5_000;
  expect(clock.now()).toBe(NOON + 5_000);
});

test("of all answers the one that was on its way for the shortest time counts", () => {
  let elapsed = 0;
  const clock = createServerClock(
    () => 0,
    () => elapsed,
  );
  elapsed = 3_000;
  clock.told(NOON);
  elapsed = 4_000;
  clock.told(NOON + 3_900);
  expect(clock.now()).toBe(NOON + 3_900);
  elapsed = 9_000;
  clock.told(NOON + 5_000);
  expect(clock.now()).toBe(NOON + 8_900);
});
