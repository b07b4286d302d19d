import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { PasswordRule } from "../user-pool/user-pool-error.ts";

export const ProblemCode = {
  INVALID_INPUT: "INVALID_INPUT",
  PASSWORD_POLICY: "PASSWORD_POLICY",
  HANDLE_TAKEN: "HANDLE_TAKEN",
  INVALID_CREDENTIALS: "INVALID_CREDENTIALS",
  INVALID_OR_EXPIRED_CODE: "INVALID_OR_EXPIRED_CODE",
  CHALLENGE_EXPIRED: "CHALLENGE_EXPIRED",
  SESSION_EXPIRED: "SESSION_EXPIRED",
  REAUTHENTICATION_REQUIRED: "REAUTHENTICATION_REQUIRED",
  NOT_FOUND: "NOT_FOUND",
  RATE_LIMITED: "RATE_LIMITED",
} as const;
export type ProblemCode = keyof typeof ProblemCode;

registerEnumType(ProblemCode, {
  name: "ProblemCode",
  description: "What a person has to mend. Stable: switch on it, and translate it.",
  valuesConfig: {
    INVALID_INPUT: {
      description: "The field named in `field` is missing, malformed, too short or too long.",
    },
    PASSWORD_POLICY: { description: "The password breaks the rule named in `passwordRule`." },
    HANDLE_TAKEN: { description: "Somebody else has this handle. Choose another." },
    INVALID_CREDENTIALS: {
      description: "E-mail and password do not belong together. Says nothing of whether an account exists.",
    },
    INVALID_OR_EXPIRED_CODE: {
      description: "The code is wrong, was used, or is too old. Ask for a new one.",
    },
    CHALLENGE_EXPIRED: {
      description: "The challenge was answered already or waited too long. Sign in again.",
    },
    SESSION_EXPIRED: { description: "There is no session to refresh: it ended, or never was. Sign in." },
    REAUTHENTICATION_REQUIRED: {
      description:
        "This wants a sign-in that is not older than five minutes. Sign in again (password, and second factor where there is one), then repeat it.",
    },
    NOT_FOUND: { description: "What the field named in `field` points to is not there, or no longer." },
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
  description: "A rule that a password must keep.",
  valuesConfig: {
    MINIMUM_LENGTH: { description: "At least 12 characters, or more where the user pool asks for more." },
    MAXIMUM_LENGTH: { description: "At most 256 characters." },
    NO_SURROUNDING_SPACE: { description: "No space before the first or after the last character." },
    LOWERCASE: { description: "A lower-case letter, where the user pool asks for one." },
    UPPERCASE: { description: "An upper-case letter, where the user pool asks for one." },
    NUMBER: { description: "A digit, where the user pool asks for one." },
    SYMBOL: { description: "A symbol, where the user pool asks for one." },
  },
});

@ObjectType({ description: "One thing for a person to mend." })
export class Problem {
  @Field(() => ProblemCode, { description: "What is wrong." })
  code!: ProblemCode;

  @Field(() => String, {
    description: "The same in English, for developers. Show people a translation of `code`.",
  })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: "The input field at fault, as it is named in the input type.",
  })
  field?: string;

  @Field(() => PasswordRules, {
    nullable: true,
    description: "With PASSWORD_POLICY: the broken rule, where known.",
  })
  passwordRule?: BrokenPasswordRule;

  @Field(() => Int, { nullable: true, description: "With RATE_LIMITED: seconds to wait." })
  retryAfterSeconds?: number;
}

@ObjectType({ description: "Nothing was done: there are problems to mend first." })
export class Rejected {
  @Field(() => [Problem], { description: "At least one problem." })
  problems: Problem[];

  constructor(problems: Problem[]) {
    this.problems = problems;
  }
}
