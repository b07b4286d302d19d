import { Field, InputType } from "type-graphql";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";

@InputType({ description: "Input of `signUp`: the new account." })
export class SignUpInput {
  @Field(() => String, { description: "An address that can receive the code, at most 128 characters." })
  email!: string;

  @Field(() => String, {
    description: "12 to 256 printable characters, without a space at either end.",
  })
  password!: string;

  @Field(() => String, { description: "The display name, 1 to 100 characters." })
  name!: string;

  @Field(() => String, {
    description: "The unique handle: 3 to 30 of `a-z`, `0-9` and `_`, compared without case.",
  })
  handle!: string;

  @Field(() => RefreshTokenDelivery, {
    defaultValue: "COOKIE",
    description: "How to get the refresh token, where the account needs no code.",
  })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Input of `confirmSignUp`." })
export class ConfirmSignUpInput {
  @Field(() => String, { description: "The address that signed up." })
  email!: string;

  @Field(() => String, { description: "The code from the mail. Spaces are ignored." })
  code!: string;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Input of `resendConfirmationCode`." })
export class ResendConfirmationCodeInput {
  @Field(() => String, { description: "The address that signed up." })
  email!: string;
}
