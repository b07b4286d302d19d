import { randomInt } from "node:crypto";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { PasswordPolicy } from "../settings/pool-settings.ts";

/** The characters that count as symbols; a space inside a password is one too. */
const symbols = Array.from("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ");

/**
 * Checks a password against the pool's policy, one rule at a time.
 *
 * @throws UserPoolException InvalidPasswordException
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function checkPasswordPolicy(policy: PasswordPolicy, password: string): void {
  const problem = problemWithPassword(policy, password);
  if (problem) {
    throw new UserPoolException(
      "InvalidPasswordException",
      `Password did not conform with policy: ${problem}`,
    );
  }
}

function problemWithPassword(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.MinimumLength) return "Password not long enough";
  if (policy.RequireLowercase && !/[a-z]/.test(password)) return "Password must have lowercase characters";
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) return "Password must have uppercase characters";
  if (policy.RequireNumbers && !/[0-9]/.test(password)) return "Password must have numeric characters";
  if (policy.RequireSymbols && !symbols.some((symbol) => password.includes(symbol))) {
    return "Password must have symbol characters";
  }
  return undefined;
}

const classes = ["abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%+-=?@_"];

/** A password that satisfies every policy of its length, without characters that look alike. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.MinimumLength, 12);
  const drawn = Array.from({ length }, (_, index) => pick(classes[index % classes.length] ?? ""));
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [drawn[last], drawn[other]] = [drawn[other] ?? "", drawn[last] ?? ""];
  }
  return drawn.join("");
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
