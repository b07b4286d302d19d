import { expect, it } from "vitest";
import { findTimeStep, randomTotpSecret, timeStepAt, totpCode } from "./totp.ts";

// RFC 6238 appendix B: the secret is the ASCII text 12345678901234567890, the codes are cut to six digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("computes the code of RFC 6238 at %d s", (seconds, code) => {
  expect(totpCode(secret, timeStepAt(new Date(seconds * 1000)))).toBe(code);
});

it("accepts the codes of the current time step and its neighbours only", () => {
  const now = new Date(1_234_567_890_000);
  const step = timeStepAt(now);
  const accepted = [-2, -1, 0, 1, 2].map((offset) =>
    findTimeStep(secret, totpCode(secret, step + offset), now),
  );
  expect(accepted).toEqual([undefined, step - 1, step, step + 1, undefined]);
});

it("generates secrets of 32 bytes", () => {
  expect(randomTotpSecret()).toMatch(/^[A-Z2-7]{52}$/);
  expect(randomTotpSecret()).not.toBe(randomTotpSecret());
});
