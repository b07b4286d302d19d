import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";
import { ChallengeRequired } from "../sign-in/challenge.type.ts";

@ObjectType({ description: "The password was changed, and all other sessions have ended." })
export class PasswordChanged {
  @Field(() => DateTime, { description: "When it was changed." })
  changedAt: string;

  constructor(changedAt: string) {
    this.changedAt = changedAt;
  }
}

export const ForgotPasswordResult = mutationResult("forgotPassword", [CodeSent]);
export const ConfirmForgotPasswordResult = mutationResult("confirmForgotPassword", [
  SignedIn,
  ChallengeRequired,
  SignInRequired,
]);
export const ChangePasswordResult = mutationResult("changePassword", [PasswordChanged]);
