import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { CodeDelivery } from "../shared/code-delivery.type.ts";

export const ChallengeName = {
  NEW_PASSWORD_REQUIRED: "NEW_PASSWORD_REQUIRED",
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA",
  MFA_SETUP: "MFA_SETUP",
  SELECT_MFA_TYPE: "SELECT_MFA_TYPE",
  EMAIL_OTP: "EMAIL_OTP",
} as const;
export type ChallengeName = keyof typeof ChallengeName;
registerEnumType(ChallengeName, {
  name: "ChallengeName",
  description: "What is asked before the sign-in goes on; the names are Cognito's.",
  valuesConfig: {
    NEW_PASSWORD_REQUIRED: {
      description:
        "The password was given by an administrator: answer with `newPassword` and `requiredAttributes`.",
    },
    SOFTWARE_TOKEN_MFA: {
      description: "Answer with `code`: the six digits that the authenticator app shows.",
    },
    MFA_SETUP: {
      description:
        "The user pool wants an authenticator app: add `totpSecret` or `otpauthUri` to one, then answer with its `code`.",
    },
    SELECT_MFA_TYPE: { description: "There are several second factors: answer with one of `factors`." },
    EMAIL_OTP: { description: "Answer with `code`: the digits of the mail that `codeDelivery` tells of." },
  },
});

export const MfaFactor = { SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA", EMAIL_OTP: "EMAIL_OTP" } as const;
export type MfaFactor = keyof typeof MfaFactor;
registerEnumType(MfaFactor, {
  name: "MfaFactor",
  description: "A second factor; the names are Cognito's.",
  valuesConfig: {
    SOFTWARE_TOKEN_MFA: { description: "A code of an authenticator app." },
    EMAIL_OTP: { description: "A code by mail." },
  },
});

@ObjectType({ description: "A question to answer by `respondToChallenge`." })
export class Challenge {
  @Field(() => ChallengeName, { description: "What is asked." })
  name!: ChallengeName;

  @Field(() => String, {
    description: "Opaque; send it back with the answer. Good for one sign-in and five wrong answers.",
  })
  token!: string;

  @Field(() => DateTime, { description: "Until when an answer is taken: three minutes." })
  expiresAt!: string;

  @Field(() => [String], {
    description:
      "With NEW_PASSWORD_REQUIRED: the fields of `RespondToChallengeInput` that the account lacks: `name`, `handle`.",
  })
  requiredAttributes!: string[];

  @Field(() => [MfaFactor], { description: "With SELECT_MFA_TYPE: what there is to choose from." })
  factors!: MfaFactor[];

  @Field(() => String, {
    nullable: true,
    description: "With MFA_SETUP: the secret for the authenticator app, base32.",
  })
  totpSecret!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "With MFA_SETUP: the same as an `otpauth://` URI, for a QR code. Draw it on the device.",
  })
  otpauthUri!: string | null;

  @Field(() => CodeDelivery, { nullable: true, description: "With EMAIL_OTP: where the code was sent." })
  codeDelivery!: CodeDelivery | null;
}

@ObjectType({ description: "One more answer is wanted." })
export class ChallengeRequired {
  @Field(() => Challenge, { description: "The question." })
  challenge: Challenge;

  constructor(challenge: Challenge) {
    this.challenge = challenge;
  }
}
