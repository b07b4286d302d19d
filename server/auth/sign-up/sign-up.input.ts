import { Field, InputType } from "type-graphql";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";

@InputType({ description: "A new account." })
export class SignUpInput {
  @Field(() => String, { description: "An address that can receive the code; at most 128 characters." })
  email!: string;

  @Field(() => String, {
    description: "12 to 256 characters: any that can be typed, but no space at either end.",
  })
  password!: string;

  @Field(() => String, { description: "The name to show, 1–100 characters." })
  name!: string;

  @Field(() => String, {
    description: "The name to mention: 3–30 of `a-z`, `0-9` and `_`, compared without case.",
  })
  handle!: string;
}

@InputType({ description: "The proof that the address is theirs." })
export class ConfirmSignUpInput {
  @Field(() => String, { description: "The address that signed up." })
  email!: string;

  @Field(() => String, { description: "The code from the mail; spaces are ignored." })
  code!: string;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Who wants another code." })
export class ResendConfirmationCodeInput {
  @Field(() => String, { description: "The address that signed up." })
  email!: string;
}
