import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";
import {
  PublicKeyCredentialRequestOptionsJson,
  type WebAuthnJson,
} from "../passkeys/web-authn-json.scalars.ts";
import { CodeDelivery } from "../shared/code-delivery.type.ts";
import { FirstFactor } from "./first-factor.type.ts";
import { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";

export const ChallengeName = {
  SELECT_CHALLENGE: "SELECT_CHALLENGE",
  PASSWORD: "PASSWORD",
  WEB_AUTHN: "WEB_AUTHN",
  NEW_PASSWORD_REQUIRED: "NEW_PASSWORD_REQUIRED",
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA",
  MFA_SETUP: "MFA_SETUP",
  SELECT_MFA_TYPE: "SELECT_MFA_TYPE",
  EMAIL_OTP: "EMAIL_OTP",
  SMS_MFA: "SMS_MFA",
  SMS_OTP: "SMS_OTP",
  CUSTOM_CHALLENGE: "CUSTOM_CHALLENGE",
} as const;
export type ChallengeName = keyof typeof ChallengeName;
registerEnumType(ChallengeName, {
  name: "ChallengeName",
  description: "What a challenge asks for. The names are Cognito's.",
  valuesConfig: {
    SELECT_CHALLENGE: {
      description:
        "A sign-in without a password, where there is a choice: answer with `selectedFactor`, one of `availableFactors`.",
    },
    PASSWORD: { description: "A first factor. Answer with `password`." },
    WEB_AUTHN: {
      description:
        "A first factor. Answer with `credential`: what the browser returns for `webAuthnRequest`.",
    },
    NEW_PASSWORD_REQUIRED: {
      description: "An administrator set the password: answer with `newPassword` and `requiredAttributes`.",
    },
    SOFTWARE_TOKEN_MFA: {
      description:
        "Answer with `code`: the six digits that the authenticator app shows; or with `recoveryCode`, if it is lost.",
    },
    MFA_SETUP: {
      description:
        "The user pool requires an authenticator app: add `totpSecret` or `otpauthUri` to one, then answer with its `code`.",
    },
    SELECT_MFA_TYPE: {
      description:
        "The account has several second factors: answer with one of `factors`, or with `recoveryCode` if the authenticator app is lost.",
    },
    EMAIL_OTP: {
      description:
        "A first or a second factor. Answer with `code`: the digits that were mailed to `codeDelivery`.",
    },
    SMS_MFA: {
      description: "A second factor. Answer with `code`: the digits that were sent by SMS to `codeDelivery`.",
    },
    SMS_OTP: {
      description: "A first factor. Answer with `code`: the digits that were sent by SMS to `codeDelivery`.",
    },
    CUSTOM_CHALLENGE: {
      description:
        "A first factor. Answer with `customAnswer` what `customParameters` ask. Another may follow, also after a wrong answer.",
    },
  },
});

export const MfaFactor = {
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA",
  EMAIL_OTP: "EMAIL_OTP",
  SMS_MFA: "SMS_MFA",
} as const;
export type MfaFactor = keyof typeof MfaFactor;
registerEnumType(MfaFactor, {
  name: "MfaFactor",
  description: "A second factor. The names are Cognito's.",
  valuesConfig: {
    SOFTWARE_TOKEN_MFA: { description: "A code from an authenticator app." },
    EMAIL_OTP: { description: "A mailed code." },
    SMS_MFA: { description: "A code by SMS." },
  },
});

/** Whether the answer to a challenge shows a second factor. */
export function isSecondFactor(name: ChallengeName): boolean {
  return name === "MFA_SETUP" || Object.hasOwn(MfaFactor, name);
}

@ObjectType({ simpleResolvers: true, description: "A parameter of a custom challenge." })
export class CustomParameter {
  @Field(() => String, { description: "Its name, as the user pool's trigger gives it." })
  name!: string;

  @Field(() => String, { description: "Its value." })
  value!: string;
}

@ObjectType({ description: "A question that the sign-in must answer, with `respondToChallenge`." })
export class Challenge {
  @Field(() => ChallengeName, { description: "What the challenge asks for." })
  name!: ChallengeName;

  @Field(() => String, {
    description: "Opaque; send it with the answer. Valid for one sign-in and up to five wrong answers.",
  })
  token!: string;

  @Field(() => DateTime, { description: "When the challenge expires: after three minutes." })
  expiresAt!: string;

  @Field(() => [String], {
    description:
      "With NEW_PASSWORD_REQUIRED: what the account lacks: `name` and `handle` are fields of `RespondToChallengeInput`, all others go into its `attributes`.",
  })
  requiredAttributes!: string[];

  @Field(() => [MfaFactor], { description: "With SELECT_MFA_TYPE: the factors to choose from." })
  factors!: MfaFactor[];

  @Field(() => [FirstFactor], {
    description:
      "With SELECT_CHALLENGE: the factors to choose from. They are those of the user pool, whoever signs in: the account may lack some.",
  })
  availableFactors!: FirstFactor[];

  @Field(() => PublicKeyCredentialRequestOptionsJson, {
    nullable: true,
    description: "With WEB_AUTHN: what the browser takes to ask for a passkey.",
  })
  webAuthnRequest!: WebAuthnJson | null;

  @Field(() => [CustomParameter], {
    description:
      "With CUSTOM_CHALLENGE: what the trigger tells of the challenge. Empty for an account that does not exist where the user pool refuses it.",
  })
  customParameters!: CustomParameter[];

  @Field(() => String, {
    nullable: true,
    description: "With MFA_SETUP: the secret for the authenticator app, in base32.",
  })
  totpSecret!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "With MFA_SETUP: the secret as an `otpauth://` URI, for a QR code. Draw the code on the device, since it is a secret.",
  })
  otpauthUri!: string | null;

  @Field(() => CodeDelivery, {
    nullable: true,
    description:
      "With EMAIL_OTP, SMS_MFA and SMS_OTP: where the code was sent. As a first factor it is sent only if there is such an account, and that shows nothing else of it.",
  })
  codeDelivery!: CodeDelivery | null;
}

@ObjectType({ description: "The sign-in must answer a challenge." })
export class ChallengeRequired {
  @Field(() => Challenge, { description: "The challenge." })
  challenge: Challenge;

  constructor(challenge: Challenge) {
    this.challenge = challenge;
  }
}

export const RespondToChallengeResult = mutationResult("respondToChallenge", [
  SignedIn,
  ChallengeRequired,
  SignInRequired,
  ConfirmationRequired,
  PasswordResetRequired,
]);
