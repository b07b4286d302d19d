import { Field, InputType } from "type-graphql";
import { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";

@InputType({ description: "Input of `forgotPassword`." })
export class ForgotPasswordInput {
  @Field(() => String, { description: "The account's e-mail address, phone number or username." })
  identifier!: string;
}

@InputType({ description: "Input of `confirmForgotPassword`." })
export class ConfirmForgotPasswordInput {
  @Field(() => String, { description: "The account's e-mail address, phone number or username." })
  identifier!: string;

  @Field(() => String, { description: "The code from the mail or message. Spaces are ignored." })
  code!: string;

  @Field(() => String, {
    description: "By `authOptions.passwordPolicy`: printable characters, without a space at either end.",
  })
  newPassword!: string;

  @Field(() => RefreshTokenDelivery, { defaultValue: "COOKIE", description: "How to get the refresh token." })
  refreshTokenDelivery!: RefreshTokenDelivery;
}

@InputType({ description: "Input of `changePassword`." })
export class ChangePasswordInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The account's current password. Absent for an account without one (`viewer.hasPassword`), which gets its first: the sign-in of the last five minutes is enough.",
  })
  currentPassword?: string | null;

  @Field(() => String, {
    description: "By `authOptions.passwordPolicy`: printable characters, without a space at either end.",
  })
  newPassword!: string;
}
