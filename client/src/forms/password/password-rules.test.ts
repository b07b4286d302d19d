import { expect, test } from "vitest";
import { en } from "../messages/en.ts";
import { validatePassword } from "./password-rules.ts";

test.each([
  ["correct horse battery", undefined],
  ["123456789012", undefined],
  ["x".repeat(256), undefined],
])("%s is accepted", (password, broken) => {
  expect(validatePassword(password, en.newPassword)).toBe(broken);
});

test.each(["", "12345678901", "x".repeat(257), " correct horse", "correct horse "])(
  "%j is rejected",
  (password) => {
    expect(validatePassword(password, en.newPassword)).toBeDefined();
  },
);
