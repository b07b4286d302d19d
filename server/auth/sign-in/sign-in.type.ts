import { Field, ObjectType } from "type-graphql";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn } from "../session/session.type.ts";
import { CodeDelivery } from "../shared/code-delivery.type.ts";
import { ChallengeRequired } from "./challenge.type.ts";

@ObjectType({
  description: "The password is right, but the account must be confirmed first, with `confirmSignUp`.",
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

export const SignInResult = mutationResult("signIn", [
  SignedIn,
  ChallengeRequired,
  ConfirmationRequired,
  PasswordResetRequired,
]);
