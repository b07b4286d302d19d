import { Field, InputType } from "type-graphql";

@InputType({ description: "What changes of a profile; what is absent stays." })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: "The name to show, 1–100 characters." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The name to mention: 3–30 of `a-z`, `0-9` and `_`, compared without case.",
  })
  handle?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A few words about themselves, up to 280 characters; empty to have none.",
  })
  bio?: string | null;
}

@InputType({ description: "A new address." })
export class ChangeEmailInput {
  @Field(() => String, { description: "An address that can receive the code; at most 128 characters." })
  email!: string;
}

@InputType({ description: "The proof that the new address is theirs." })
export class ConfirmEmailInput {
  @Field(() => String, { description: "The code from the mail to the new address; spaces are ignored." })
  code!: string;
}

@InputType({ description: "Who wants to be gone." })
export class DeleteAccountInput {
  @Field(() => String, { description: "The account's password." })
  password!: string;
}
