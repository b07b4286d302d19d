import { expect, test } from "vitest";
import { checkPasswordPolicy } from "../../local-user-pool/passwords/password-policy.ts";
import { newPasswordRule } from "./password-rules.ts";

const classes = [
  ["LOWERCASE", "RequireLowercase"],
  ["UPPERCASE", "RequireUppercase"],
  ["NUMBER", "RequireNumbers"],
  ["SYMBOL", "RequireSymbols"],
] as const;

test.each(classes)("the API and the pool agree about every character of the class %s", (name, setting) => {
  const rule = newPasswordRule({ minimumLength: 6, maximumLength: 256, requires: [name] });
  const policy = {
    MinimumLength: 6,
    RequireLowercase: false,
    RequireUppercase: false,
    RequireNumbers: false,
    RequireSymbols: false,
    TemporaryPasswordValidityDays: 7,
    [setting]: true,
  };
  const differing: string[] = [];
  for (let codePoint = 0x20; codePoint < 0x30_00; codePoint++) {
    const character = String.fromCodePoint(codePoint);
    if (/[\p{Cc}\p{Cs}]/u.test(character) || character !== character.normalize("NFC")) continue;
    const password = `ééé${character}ééé`;
    if (rule.safeParse(password).success !== isAcceptedByPool(policy, password)) differing.push(character);
  }
  expect(differing).toEqual([]);
});

function isAcceptedByPool(policy: Parameters<typeof checkPasswordPolicy>[0], password: string): boolean {
  try {
    checkPasswordPolicy(policy, password);
    return true;
  } catch {
    return false;
  }
}
