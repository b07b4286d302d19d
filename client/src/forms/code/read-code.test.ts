import { expect, test } from "vitest";
import { readCode } from "./read-code.ts";

test.each([
  ["", ""],
  ["12", "12"],
  ["123456", "123456"],
  ["123 456", "123456"],
  ["123-456", "123456"],
  ["  Your code is 123456.\t", "123456"],
  ["On 1 December 2026 your code is 123456. It expires in 24 hours.", "123456"],
  ["1234567", "123456"],
  ["１２３４５６", "１２３４５６"],
  ["رمزك هو ١٢٣٤٥٦", "١٢٣٤٥٦"],
  ["no digits", ""],
])("of %j the code is %j", (text, code) => {
  expect(readCode(text, 6)).toBe(code);
});

test("a code that alone signs in has eight digits", () => {
  expect(readCode("Use 1234 5678 within 3 minutes", 8)).toBe("12345678");
});
