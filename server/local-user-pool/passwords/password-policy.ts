import { randomInt } from "node:crypto";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { PasswordPolicy } from "../settings/pool-settings.ts";

/** The characters that count as symbols, space included. */
const symbols = Array.from("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ");

/**
 * Checks a password against the pool's policy. The error names the first rule that it breaks.
 *
 * @throws UserPoolException InvalidPasswordException
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function checkPasswordPolicy(policy: PasswordPolicy, password: string): void {
  const violation = findPolicyViolation(policy, password);
  if (violation) {
    throw new UserPoolException(
      "InvalidPasswordException",
      `Password did not conform with policy: ${violation}`,
    );
  }
}

function findPolicyViolation(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.MinimumLength) return "Password not long enough";
  if (policy.RequireLowercase && !/[a-z]/.test(password)) return "Password must have lowercase characters";
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) return "Password must have uppercase characters";
  if (policy.RequireNumbers && !/[0-9]/.test(password)) return "Password must have numeric characters";
  if (policy.RequireSymbols && !symbols.some((symbol) => password.includes(symbol))) {
    return "Password must have symbol characters";
  }
  return undefined;
}

const characterClasses = ["abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%+-=?@_"];

/** A random password that satisfies every policy of its length, without characters that look alike. */
export function generateTemporaryPassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.MinimumLength, 12);
  const characters = Array.from({ length }, (_, index) =>
    pickCharacter(characterClasses[index % characterClasses.length] ?? ""),
  );
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters.join("");
}

function pickCharacter(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
