import { Field, ObjectType } from "type-graphql";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn } from "../session/session.type.ts";
import { CodeDelivery } from "../shared/code-delivery.type.ts";
import { ChallengeRequired } from "./challenge.type.ts";

@ObjectType({
  description: "The password is right, but the e-mail address must be confirmed first, with `confirmSignUp`.",
})
export class ConfirmationRequired {
  @Field(() => String, { description: "The address to confirm." })
  email: string;

  @Field(() => CodeDelivery, {
    nullable: true,
    description: "Where a new code was sent. Null if none was sent, e.g. because there were too many.",
  })
  codeDelivery: CodeDelivery | null;

  constructor(email: string, codeDelivery: CodeDelivery | null) {
    this.email = email;
    this.codeDelivery = codeDelivery;
  }
}

@ObjectType({
  description:
    "An administrator reset the password. A code was mailed: set a new password with `confirmForgotPassword`.",
})
export class PasswordResetRequired {
  @Field(() => String, { description: "The account's address." })
  email: string;

  constructor(email: string) {
    this.email = email;
  }
}

export const SignInResult = mutationResult("signIn", [
  SignedIn,
  ChallengeRequired,
  ConfirmationRequired,
  PasswordResetRequired,
]);
