import { Field, InputType } from "type-graphql";

@InputType({ description: "Input of `updateProfile`. Absent fields do not change." })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: "The display name, 1 to 100 characters." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The unique handle: 3 to 30 of `a-z`, `0-9` and `_`, compared without case.",
  })
  handle?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The self-description, up to 280 characters. An empty one removes it.",
  })
  bio?: string | null;
}

@InputType({ description: "Input of `changeEmail`." })
export class ChangeEmailInput {
  @Field(() => String, { description: "An address that can receive the code, at most 128 characters." })
  email!: string;
}

@InputType({ description: "Input of `confirmEmail`." })
export class ConfirmEmailInput {
  @Field(() => String, { description: "The code from the mail to the new address. Spaces are ignored." })
  code!: string;
}

@InputType({ description: "Input of `deleteAccount`." })
export class DeleteAccountInput {
  @Field(() => String, {
    nullable: true,
    description: "The account's password. Only an account that has none is deleted without.",
  })
  password?: string | null;
}
