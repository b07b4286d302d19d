import { Field, InputType } from "type-graphql";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { UserAttributeInput } from "../shared/user-attribute.input.ts";
import { AuthenticationResponseJson, type WebAuthnJson } from "../passkeys/web-authn-json.scalars.ts";
import { MfaFactor } from "./challenge.type.ts";
import { FirstFactor } from "./first-factor.type.ts";

@InputType({ description: "Input of `signIn`." })
export class SignInInput {
  @Field(() => String, {
    description:
      "The account's e-mail address, phone number or username, whichever the user pool signs in by: see `AuthOptions.identifiers`. For a step-up `Viewer.username`, which every pool takes.",
  })
  identifier!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The account's password. Without it the sign-in leads to a challenge: of the factor in `preferred`, or SELECT_CHALLENGE.",
  })
  password?: string | null;

  @Field(() => FirstFactor, {
    nullable: true,
    description: "Without `password`: what to sign in with, one of `authOptions.firstFactors`.",
  })
  preferred?: FirstFactor | null;

  @Field(() => String, {
    nullable: true,
    description:
      "`Session.deviceToken` of a client without cookies, with `password`: no second factor is asked for. One that is not valid any more changes nothing. Leave it out for a step-up.",
  })
  deviceToken?: string | null;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({
  description: "Input of `respondToChallenge`. Set the fields that the challenge's name asks for.",
})
export class RespondToChallengeInput {
  @Field(() => String, { description: "`Challenge.token`." })
  challengeToken!: string;

  @Field(() => String, {
    nullable: true,
    description: "For NEW_PASSWORD_REQUIRED: a password by `authOptions.passwordPolicy`.",
  })
  newPassword?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "If `requiredAttributes` contains it: 1 to 100 characters.",
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "If `requiredAttributes` contains it: 3 to 30 of `a-z`, `0-9` and `_`.",
  })
  handle?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For SOFTWARE_TOKEN_MFA, MFA_SETUP, EMAIL_OTP, SMS_MFA and SMS_OTP: the digits. Spaces are ignored.",
  })
  code?: string | null;

  @Field(() => [UserAttributeInput], {
    nullable: true,
    description:
      "If `requiredAttributes` contains others than `name` and `handle`: these, by their names there.",
  })
  attributes?: UserAttributeInput[] | null;

  @Field(() => FirstFactor, {
    nullable: true,
    description: "For SELECT_CHALLENGE: one of `Challenge.availableFactors`.",
  })
  selectedFactor?: FirstFactor | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For PASSWORD: the account's password. Also for SELECT_CHALLENGE with that factor, to save a request.",
  })
  password?: string | null;

  @Field(() => AuthenticationResponseJson, {
    nullable: true,
    description: "For WEB_AUTHN: what the browser returned for `Challenge.webAuthnRequest`.",
  })
  credential?: WebAuthnJson | null;

  @Field(() => String, {
    nullable: true,
    description: "For CUSTOM_CHALLENGE: 1 to 2048 characters.",
  })
  customAnswer?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For SOFTWARE_TOKEN_MFA and SELECT_MFA_TYPE: one of the codes of `createRecoveryCodes`, if the authenticator app is lost. It turns the app off and leads to `SignInRequired`. Capitals, spaces and dashes do not matter.",
  })
  recoveryCode?: string | null;

  @Field(() => MfaFactor, { nullable: true, description: "For SELECT_MFA_TYPE: one of `Challenge.factors`." })
  factor?: MfaFactor | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "With the answer to a second factor: whether sign-ins by this device ask for none for 30 days. Ignored where `authOptions.devicesCanBeRemembered` is false.",
  })
  rememberDevice?: boolean | null;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}
