import { expect, test } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { isGuessable } from "./guessable-password.ts";

const common = await commonPasswords();
const ownWords = ["Will Riker", "nr_one_1701", "commander@mail.enterprise.example", "Cruddur"];
const isRefused = (password: string): boolean =>
  isGuessable(password, { isCommon: (text) => common.has(text), ownWords });

test.each([
  ["a common one", "1qaz2wsx3edc"],
  ["a common one with an ending", "Password123!"],
  ["a common one with a beginning", "!!!dragon2019"],
  ["a common one between both", "2019liverpool1"],
  ["a common one with signs as letters", "P@$$w0rd2024!!"],
  ["a common one with punctuation", "pass-word-1234"],
  ["a common one in full width", "ｐａｓｓｗｏｒｄ１２３"],
  ["a common one with accents", "Pâsswörd12345"],
  ["a common one with a long run", "dragon1234567890"],
  ["a common one with digits of another script", "password١٢٣٤"],
  ["a common one twice", "iloveyouiloveyou"],
  ["one character", "aaaaaaaaaaaa"],
  ["one emoji", "😀😀😀😀😀😀"],
  ["a repeated block", "abcabcabcabc"],
  ["a repeated block of four", "xk3!xk3!xk3!x"],
  ["digits in order", "123456789012"],
  ["digits backwards", "987654321098"],
  ["letters in order", "abcdefghijkl"],
  ["letters of another script in order", "абвгдежзийкл"],
  ["keys beside each other", "qwertyuiop12"],
  ["rows of keys", "qwertyasdfgh"],
  ["keys from right to left", "poiuytrewq!!"],
  ["years", "199920012024"],
  ["the name", "willriker123"],
  ["the name, in other order", "Riker.Will.1!"],
  ["a part of the handle", "1701-1701-ab"],
  ["the local part of the address", "commander2024"],
  ["a label of the address", "enterprise01"],
  ["the address", "commander@mail.enterprise.example"],
  ["the service", "Cruddur12345!"],
  ["the name with signs as letters", "w1ll_r1k3r_99"],
  ["an own word and a common one", "cruddurpassword1"],
])("%s is guessable", (_kind, password) => {
  expect(isRefused(password)).toBe(true);
});

test.each([
  "today is a good day",
  "twelve chars",
  "correct horse battery",
  "make it so, number one",
  "resistance is futile",
  "resistance is futile resistance is futile",
  "Today is a good day 1!",
  "quite another pass phrase",
  "riker plays the trombone",
  "dragon8391746205",
  "839174620582",
  "Xk9#mQ2$vL7p",
  "كلمة المرور الطويلة",
  "Ab1!xyzw",
  "Ab 1xy",
])("%s is not", (password) => {
  expect(isRefused(password)).toBe(false);
});

test("the longest passwords take no longer than 100 ms each", () => {
  const hostile = [
    "a4@",
    "p@ssw0rd",
    "1234567890",
    "é4@(8{[<3€69&#!|10$5+72%2",
    "ab",
    "aaab",
    "a".repeat(127) + "b",
  ];
  const slowest = Math.max(
    ...hostile.map((block) => {
      const password = block.repeat(256).slice(0, 256);
      const start = performance.now();
      isRefused(password);
      return performance.now() - start;
    }),
  );
  expect(slowest).toBeLessThan(100);
});
