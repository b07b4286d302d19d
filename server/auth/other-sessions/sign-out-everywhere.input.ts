import { Field, InputType } from "type-graphql";

@InputType({ description: "Input of `signOutEverywhere`." })
export class SignOutEverywhereInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether the current session goes on and only the others end. Requires `password` of an account that has one.",
  })
  exceptCurrent!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "With `exceptCurrent`: the account's password, if it has one. The user pool can only end all sign-ins, so the current session goes on by a new one.",
  })
  password?: string | null;
}
