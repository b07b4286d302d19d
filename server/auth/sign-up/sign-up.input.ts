import { Field, InputType } from "type-graphql";
import { UserAttributeInput } from "../shared/user-attribute.input.ts";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";

@InputType({ description: "Input of `signUp`: the new account." })
export class SignUpInput {
  @Field(() => String, {
    nullable: true,
    description:
      "An address that can receive the code, at most 128 characters. Required unless the user pool signs in by something else.",
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A phone number with its country code, like `+15550100`, if the user pool asks for one.",
  })
  phoneNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "By `authOptions.passwordPolicy`: printable characters, without a space at either end. Required unless `authOptions.passwordIsRequired` is false.",
  })
  password?: string | null;

  @Field(() => String, { description: "The display name, 1 to 100 characters." })
  name!: string;

  @Field(() => String, {
    description: "The unique handle: 3 to 30 of `a-z`, `0-9` and `_`, compared without case.",
  })
  handle!: string;

  @Field(() => [UserAttributeInput], {
    nullable: true,
    description: "What else the user pool asks for: see `AuthOptions.requiredAttributes`.",
  })
  attributes?: UserAttributeInput[] | null;

  @Field(() => RefreshTokenDelivery, {
    defaultValue: "COOKIE",
    description: "How to get the refresh token, where the account needs no code.",
  })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Input of `confirmSignUp`." })
export class ConfirmSignUpInput {
  @Field(() => String, { description: "`CodeSent.identifier` of the sign-up." })
  identifier!: string;

  @Field(() => String, { description: "The code from the mail or message. Spaces are ignored." })
  code!: string;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Input of `resendConfirmationCode`." })
export class ResendConfirmationCodeInput {
  @Field(() => String, { description: "`CodeSent.identifier` of the sign-up." })
  identifier!: string;
}
