import { expect, test } from "vitest";
import { brokenPasswordRule } from "./password-rules.ts";
import { en } from "../messages/en.ts";

test.each([
  ["correct horse battery", undefined],
  ["123456789012", undefined],
  ["x".repeat(256), undefined],
])("%s will do", (password, broken) => {
  expect(brokenPasswordRule(password, en.newPassword)).toBe(broken);
});

test.each(["", "12345678901", "x".repeat(257), " correct horse", "correct horse "])(
  "%j is refused",
  (password) => {
    expect(brokenPasswordRule(password, en.newPassword)).toBeDefined();
  },
);
