import { Field, ObjectType } from "type-graphql";
import { CodeDelivery } from "../shared/code-delivery.type.ts";

@ObjectType({
  description:
    "The password, or the code in its place, is right, but the account must be confirmed first, with `confirmSignUp`.",
})
export class ConfirmationRequired {
  @Field(() => String, { description: "Names the account, for `confirmSignUp`." })
  identifier: string;

  @Field(() => CodeDelivery, {
    nullable: true,
    description: "Where a new code was sent. Null if none was sent, e.g. because there were too many.",
  })
  codeDelivery: CodeDelivery | null;

  constructor(identifier: string, codeDelivery: CodeDelivery | null) {
    this.identifier = identifier;
    this.codeDelivery = codeDelivery;
  }
}

@ObjectType({
  description:
    "An administrator reset the password. A code was sent: set a new password with `confirmForgotPassword`.",
})
export class PasswordResetRequired {
  @Field(() => String, { description: "Names the account, for `confirmForgotPassword`." })
  identifier: string;

  constructor(identifier: string) {
    this.identifier = identifier;
  }
}
