import { Field, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import type { Continuation } from "../other-sessions/end-other-sessions.ts";
import { Session, SignedIn, SignInRequired } from "../session/session.type.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";
import { Challenge, ChallengeRequired } from "../sign-in/challenge.type.ts";

@ObjectType({ description: "The password was changed, and all other sessions have ended." })
export class PasswordChanged {
  @Field(() => DateTime, { description: "When it was changed." })
  changedAt: string;

  @Field(() => Session, {
    nullable: true,
    description:
      "The current session, which goes on by a new sign-in: use its access token from now on. The user pool refuses the previous one.",
  })
  session: Session | null;

  @Field(() => Challenge, {
    nullable: true,
    description:
      "What the new sign-in requires, if the account has a second factor. Until it is answered with `respondToChallenge`, the session goes on for the lifetime of its access token.",
  })
  challenge: Challenge | null;

  constructor(changedAt: string, { session, challenge }: Continuation) {
    this.changedAt = changedAt;
    this.session = session ?? null;
    this.challenge = challenge ?? null;
  }
}

export const ForgotPasswordResult = mutationResult("forgotPassword", [CodeSent]);
export const ConfirmForgotPasswordResult = mutationResult("confirmForgotPassword", [
  SignedIn,
  ChallengeRequired,
  SignInRequired,
]);
export const ChangePasswordResult = mutationResult("changePassword", [PasswordChanged]);
