import { domainToASCII, domainToUnicode } from "node:url";
import { UserPoolError, type UserPoolErrorCode } from "../user-pool-error.ts";

/** The spellings of a password that a pool may hold: in Unicode's form NFC, as we store it, and as it was typed. */
export function passwordSpellings(password: string): string[] {
  return distinct([password.normalize("NFC"), password]);
}

/**
 * The spellings of an identifier that a pool may hold: ours, and those of accounts that were made elsewhere, with an
 * internationalized domain or decomposed letters.
 *
 * @param username in our spelling, see `toIdentifier`.
 */
export function usernameSpellings(username: string): string[] {
  const at = username.lastIndexOf("@") + 1;
  const withDomain = (domain: string) =>
    at === 0 || domain === "" ? username : username.slice(0, at) + domain;
  const ascii = withDomain(domainToASCII(username.slice(at)));
  const unicode = withDomain(domainToUnicode(username.slice(at)));
  return distinct([username, ascii, unicode, unicode.normalize("NFD")]);
}

/** A pool answers one of these to another spelling than its own. */
const unmatched: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "NOT_AUTHORIZED",
  "USER_NOT_FOUND",
  "CODE_MISMATCH",
  "CODE_EXPIRED",
]);

/** Calls the pool with each spelling until it accepts one. Almost always there is one spelling, and one call. */
export async function callWithSpellings<Spelling, Result>(
  spellings: Spelling[],
  call: (spelling: Spelling) => Promise<Result>,
): Promise<Result> {
  let refusal: unknown;
  for (const spelling of spellings) {
    try {
      return await call(spelling);
    } catch (error) {
      if (!(error instanceof UserPoolError) || !unmatched.has(error.code)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/**
 * Calls the pool with all spellings, for operations that a pool pretends to do for accounts that it does not have.
 *
 * @throws what the last call threw, where the pool refused them all.
 */
export async function callWithAllSpellings(
  spellings: string[],
  call: (spelling: string) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(spellings.map(call));
  const refused = results.filter((result) => result.status === "rejected");
  if (refused.length === results.length) throw refused.at(-1)?.reason;
}

function distinct(spellings: string[]): string[] {
  return [...new Set(spellings)];
}
