import { Rejected } from "../../graphql/problem.type.ts";
import type { IdentifierKind, PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { canonicalEmail, canonicalPhoneNumber, emailRule } from "./input-rules.ts";

/** What names an account in a sign-in, a confirmation or a recovery. */
export type Identifier = {
  kind: IdentifierKind;
  /** As the pool gets it. */
  value: string;
  /** The one spelling under which attempts are counted. */
  key: string;
};

/** Cognito's user names have at most 128 characters and no spaces. */
const usernameForm = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** The username of an account in a pool with UsernameAttributes. It is no UUID of a version. */
const madeByPool = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Reads what a person types to name their account: an e-mail address, a phone number or a username, whichever the pool signs
 * in by. An address or a number is a username too where the pool has no such identifier.
 *
 * @returns IDENTIFIER_NOT_SUPPORTED for a kind that the pool does not sign in by, INVALID_INPUT for what is none.
 */
export function toIdentifier(
  { identifiers, isCaseSensitive }: Pick<PoolProfile, "identifiers" | "isCaseSensitive">,
  text: string,
): Identifier | Rejected {
  const typed = text.trim().normalize("NFC");
  const looksLike = kindOf(typed);
  // Every pool takes the username that it made itself, as an access token has it: a step-up names the account so.
  if (madeByPool.test(typed)) return { kind: "USERNAME", value: typed, key: typed };
  const kind = [looksLike, "USERNAME" as const].find((each) => identifiers.includes(each));
  if (kind === undefined || typed === "") return refused(typed === "" ? undefined : looksLike, identifiers);
  const value = toValue(kind, typed, isCaseSensitive);
  return value === undefined ? refused(undefined, identifiers) : { kind, value, key: value.toLowerCase() };
}

function kindOf(typed: string): IdentifierKind {
  if (typed.includes("@")) return "EMAIL";
  return canonicalPhoneNumber(typed) === undefined ? "USERNAME" : "PHONE_NUMBER";
}

function toValue(kind: IdentifierKind, typed: string, isCaseSensitive: boolean): string | undefined {
  if (kind === "EMAIL") {
    const email = canonicalEmail(typed, isCaseSensitive);
    if (!emailRule.safeParse(email).success) return undefined;
    // Such a pool may hold a domain in capitals too; the canonical spelling is tried after this one.
    return isCaseSensitive ? typed : email;
  }
  if (kind === "PHONE_NUMBER") return canonicalPhoneNumber(typed);
  if (!usernameForm.test(typed)) return undefined;
  return isCaseSensitive ? typed : typed.toLowerCase();
}

const names: Record<IdentifierKind, string> = {
  EMAIL: "an e-mail address like name@example.com",
  PHONE_NUMBER: "a phone number like +15550100",
  USERNAME: "a username",
};

/** @param kind absent: it is malformed. */
function refused(kind: IdentifierKind | undefined, identifiers: IdentifierKind[]): Rejected {
  const message = `Enter ${identifiers.map((each) => names[each]).join(" or ")}.`;
  const code = kind === undefined ? "INVALID_INPUT" : "IDENTIFIER_NOT_SUPPORTED";
  return new Rejected([{ code, message, field: "identifier" }]);
}
