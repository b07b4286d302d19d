import { expect, test } from "vitest";
import { en } from "../messages/en.ts";
import { passwordRules, validatePassword } from "./password-rules.ts";

const long = { minimumLength: 12, maximumLength: 256, requires: [] };
const strict = {
  ...long,
  minimumLength: 6,
  requires: ["LOWERCASE", "UPPERCASE", "NUMBER", "SYMBOL"] as const,
};

test.each(["correct horse battery", "123456789012", "x".repeat(256)])("%s is accepted", (password) => {
  expect(validatePassword(password, long, en.newPassword)).toBeUndefined();
});

test.each(["", "12345678901", "x".repeat(257), " correct horse", "correct horse "])(
  "%j is rejected",
  (password) => {
    expect(validatePassword(password, long, en.newPassword)).toBeDefined();
  },
);

test.each([
  ["AB1!XY", "LOWERCASE"],
  ["ab1!xy", "UPPERCASE"],
  ["Abc!xy", "NUMBER"],
  ["Abc1xy", "SYMBOL"],
  ["Abc1xyé", "SYMBOL"],
  ["Abc1xy ", "SYMBOL"],
] as const)("%j lacks a character of the class %s", (password, name) => {
  const policy = { ...strict, requires: [...strict.requires] };
  const broken = passwordRules(policy, en.newPassword).filter(({ isMet }) => !isMet(password));
  expect(broken.map(({ text }) => text)).toContain(en.newPassword.rules.classes[name]);
});

test("a password with all classes is accepted", () => {
  const policy = { ...strict, requires: [...strict.requires] };
  expect(validatePassword("Ab1 xy", policy, en.newPassword)).toBeUndefined();
});
