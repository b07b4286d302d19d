import { Field, InputType } from "type-graphql";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";

@InputType({ description: "Who forgot their password." })
export class ForgotPasswordInput {
  @Field(() => String, { description: "The account's address." })
  email!: string;
}

@InputType({ description: "A new password, and the proof that the address is theirs." })
export class ConfirmForgotPasswordInput {
  @Field(() => String, { description: "The account's address." })
  email!: string;

  @Field(() => String, { description: "The code from the mail; spaces are ignored." })
  code!: string;

  @Field(() => String, {
    description: "12 to 256 characters: any that can be typed, but no space at either end.",
  })
  newPassword!: string;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "A new password in place of the current one." })
export class ChangePasswordInput {
  @Field(() => String, { description: "The account's password up to now." })
  currentPassword!: string;

  @Field(() => String, {
    description: "12 to 256 characters: any that can be typed, but no space at either end.",
  })
  newPassword!: string;
}
