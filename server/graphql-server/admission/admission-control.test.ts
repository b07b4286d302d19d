import { expect, test } from "vitest";
import { createAdmissionControl, defaultAdmissionLimits } from "./admission-control.ts";

test("one network may have three quarters of the requests under way", () => {
  const admission = createAdmissionControl(defaultAdmissionLimits, () => 0);
  const admits = (network: string): boolean => admission.admit(() => network);
  let ofOne = 0;
  for (; admits("one") && ofOne < 10_000; ofOne += 1) admission.begin("one");
  let ofOthers = 0;
  for (; admits(`other ${ofOthers}`) && ofOthers < 10_000; ofOthers += 1)
    admission.begin(`other ${ofOthers}`);
  expect([ofOne, ofOthers]).toEqual([750, 250]);
});
