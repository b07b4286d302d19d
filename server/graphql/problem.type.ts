import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { PasswordRule } from "../user-pool/user-pool-error.ts";

export const ProblemCode = {
  INVALID_INPUT: "INVALID_INPUT",
  ILLEGIBLE_TEXT: "ILLEGIBLE_TEXT",
  MISSING_ATTRIBUTE: "MISSING_ATTRIBUTE",
  IDENTIFIER_NOT_SUPPORTED: "IDENTIFIER_NOT_SUPPORTED",
  PASSWORD_POLICY: "PASSWORD_POLICY",
  PASSWORD_BREACHED: "PASSWORD_BREACHED",
  HANDLE_TAKEN: "HANDLE_TAKEN",
  HANDLE_RESERVED: "HANDLE_RESERVED",
  LOOKS_LIKE_SOMEBODY: "LOOKS_LIKE_SOMEBODY",
  BADGE_IN_NAME: "BADGE_IN_NAME",
  INVALID_CREDENTIALS: "INVALID_CREDENTIALS",
  INVALID_OR_EXPIRED_CODE: "INVALID_OR_EXPIRED_CODE",
  CHALLENGE_EXPIRED: "CHALLENGE_EXPIRED",
  SESSION_EXPIRED: "SESSION_EXPIRED",
  REAUTHENTICATION_REQUIRED: "REAUTHENTICATION_REQUIRED",
  SIGN_UP_CLOSED: "SIGN_UP_CLOSED",
  REFUSED_BY_POOL: "REFUSED_BY_POOL",
  CHALLENGE_NOT_SUPPORTED: "CHALLENGE_NOT_SUPPORTED",
  FACTOR_NOT_AVAILABLE: "FACTOR_NOT_AVAILABLE",
  PASSKEY_NOT_ACCEPTED: "PASSKEY_NOT_ACCEPTED",
  PASSKEY_NOT_SUPPORTED: "PASSKEY_NOT_SUPPORTED",
  NOT_SUPPORTED: "NOT_SUPPORTED",
  NOT_FOUND: "NOT_FOUND",
  LAST_WAY_IN: "LAST_WAY_IN",
  LIMIT_REACHED: "LIMIT_REACHED",
  RATE_LIMITED: "RATE_LIMITED",
} as const;
export type ProblemCode = keyof typeof ProblemCode;

registerEnumType(ProblemCode, {
  name: "ProblemCode",
  description: "What a user has to mend. The codes are stable: switch on them, and translate them.",
  valuesConfig: {
    INVALID_INPUT: {
      description: "The field named in `field` is missing, malformed, too short or too long.",
    },
    ILLEGIBLE_TEXT: {
      description:
        "The text in `field` has more than five combining marks on one character, which would cover other text. Remove them: no language needs so many.",
    },
    MISSING_ATTRIBUTE: {
      description:
        "The user pool requires the field or attribute named in `field`: see `AuthOptions.requiredAttributes`.",
    },
    IDENTIFIER_NOT_SUPPORTED: {
      description:
        "The user pool signs in by something else than what was entered: see `AuthOptions.identifiers`.",
    },
    PASSWORD_POLICY: { description: "The password breaks the rule named in `passwordRule`." },
    PASSWORD_BREACHED: {
      description:
        "The new password is one of the first that somebody would guess: many people have it, it was in a data breach, it is a repetition or a sequence, or it is made of the account's own name, handle or address. Choose another.",
    },
    HANDLE_TAKEN: { description: "Somebody else has this handle. Choose another." },
    HANDLE_RESERVED: {
      description: "The handle is kept from everybody: it is a name of the service, or looks like one.",
    },
    LOOKS_LIKE_SOMEBODY: {
      description: "Somebody has the same name and a handle that looks the same. Choose another handle.",
    },
    BADGE_IN_NAME: {
      description: "The name has a sign that looks like a badge of verification. Remove it.",
    },
    INVALID_CREDENTIALS: {
      description: "The identifier or the password is wrong. This does not reveal whether an account exists.",
    },
    INVALID_OR_EXPIRED_CODE: {
      description: "The code is wrong, was used already, or has expired. Request a new one.",
    },
    CHALLENGE_EXPIRED: {
      description:
        "The challenge was answered already or has expired. Sign in again; for a new passkey, start its registration again.",
    },
    SESSION_EXPIRED: {
      description: "There is no session to refresh. It has ended or never existed. Sign in.",
    },
    REAUTHENTICATION_REQUIRED: {
      description:
        "This requires a sign-in within the last five minutes. Sign in again, with password and second factor, then repeat it.",
    },
    SIGN_UP_CLOSED: {
      description:
        "People may not sign up by themselves here: an administrator makes the accounts. See `authOptions.signUpIsOpen`.",
    },
    REFUSED_BY_POOL: {
      description:
        "A Lambda trigger of the user pool refused. `message` is the trigger's own text: show it as plain text.",
    },
    CHALLENGE_NOT_SUPPORTED: {
      description:
        "The user pool asks for a step of the sign-in that this API does not support. `message` names it. The operator has to change the pool.",
    },
    FACTOR_NOT_AVAILABLE: {
      description:
        "The user pool does not sign in by this factor: see `authOptions.firstFactors`. In a browser that has signed in to the account before, and of a member's own account: the account does not have it.",
    },
    PASSKEY_NOT_ACCEPTED: {
      description:
        "The passkey is of another account or site, is not known any more, or was not asked for. Use another, or sign in by something else.",
    },
    PASSKEY_NOT_SUPPORTED: {
      description:
        "The authenticator makes no passkeys that the user pool takes: it lacks the algorithm, or did not verify its user. Use another device.",
    },
    NOT_SUPPORTED: {
      description:
        "The user pool does not permit it here, with any sign-in: its tokens lack the scope for it, or the API an AWS permission.",
    },
    NOT_FOUND: {
      description: "The object that the field named in `field` refers to does not exist, or no longer.",
    },
    LAST_WAY_IN: {
      description: "Nothing else would sign in to the account. Add another way to sign in first.",
    },
    LIMIT_REACHED: {
      description: "There are as many of them as there may be. Remove one first.",
    },
    RATE_LIMITED: {
      description: "Too many attempts. Wait `retryAfterSeconds`, then try again.",
    },
  },
});

const PasswordRules = {
  MINIMUM_LENGTH: "MINIMUM_LENGTH",
  MAXIMUM_LENGTH: "MAXIMUM_LENGTH",
  NO_SURROUNDING_SPACE: "NO_SURROUNDING_SPACE",
  LOWERCASE: "LOWERCASE",
  UPPERCASE: "UPPERCASE",
  NUMBER: "NUMBER",
  SYMBOL: "SYMBOL",
} as const satisfies Record<PasswordRule, PasswordRule> & Record<string, string>;
export type BrokenPasswordRule = keyof typeof PasswordRules;

registerEnumType(PasswordRules, {
  name: "PasswordRule",
  description: "A rule of the password policy.",
  valuesConfig: {
    MINIMUM_LENGTH: { description: "At least `authOptions.passwordPolicy.minimumLength` characters." },
    MAXIMUM_LENGTH: { description: "At most `authOptions.passwordPolicy.maximumLength` characters." },
    NO_SURROUNDING_SPACE: { description: "No space at either end." },
    LOWERCASE: { description: "A lower-case letter, if the user pool requires one." },
    UPPERCASE: { description: "An upper-case letter, if the user pool requires one." },
    NUMBER: { description: "A digit, if the user pool requires one." },
    SYMBOL: { description: "A symbol, if the user pool requires one." },
  },
});

@ObjectType({ description: "An expected failure, which a user can mend." })
export class Problem {
  @Field(() => ProblemCode, { description: "The code of the problem." })
  code!: ProblemCode;

  @Field(() => String, {
    description: "An explanation in English, for developers. Show users a translation of `code`.",
  })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: "The name of the invalid input field.",
  })
  field?: string;

  @Field(() => PasswordRules, {
    nullable: true,
    description: "With PASSWORD_POLICY: the broken rule, if known.",
  })
  passwordRule?: BrokenPasswordRule;

  @Field(() => Int, { nullable: true, description: "With RATE_LIMITED: seconds to wait." })
  retryAfterSeconds?: number;
}

@ObjectType({ description: "The mutation had no effect because of problems." })
export class Rejected {
  @Field(() => [Problem], { description: "At least one problem." })
  problems: Problem[];

  constructor(problems: Problem[]) {
    this.problems = problems;
  }
}
