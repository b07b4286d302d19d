import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { checkInput } from "../graphql/check-input.ts";
import type { Context } from "../graphql/context.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import { type ChallengeRequired, RespondToChallengeResult, type SignedIn } from "./auth-results.type.ts";
import { endChallenge, findChallenge } from "./challenges.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { holdHandle, newPasswordAnswerRules, toAttributes } from "./new-password-challenge.ts";
import { RespondToChallengeInput } from "./sign-in.input.ts";
import { challengeExpired, handleTaken, toRejected } from "./to-rejected.ts";

@Resolver()
export class ChallengeResolver {
  @Mutation(() => RespondToChallengeResult, {
    description:
      "Answers a challenge, which leads on: signed in, or to the next challenge. After a wrong answer it may be tried again.",
  })
  async respondToChallenge(
    @Arg("input", () => RespondToChallengeInput, { description: "The answer." })
    input: RespondToChallengeInput,
    @Ctx() context: Context,
  ): Promise<SignedIn | ChallengeRequired | Rejected> {
    const challenge = await findChallenge(context, input.challengeToken);
    if (!challenge) return new Rejected([challengeExpired()]);
    const checked = checkInput(newPasswordAnswerRules(challenge.requiredAttributes), input);
    if (!checked.ok) return checked.rejected;
    const answer = checked.value;
    if (!(await holdHandle(context, challenge.email, answer))) return new Rejected([handleTaken()]);
    try {
      const authentication = await context.userPool.setNewPassword({
        username: challenge.username,
        session: challenge.poolSession,
        newPassword: answer.newPassword,
        attributes: toAttributes(answer),
      });
      await endChallenge(context.db, challenge);
      return await continueSignIn(context, challenge.email, authentication, input.refreshTokenDelivery);
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      if (error.code === "PASSWORD_REFUSED" || error.code === "INVALID_PARAMETER")
        return toRejected(error, { password: "newPassword" });
      if (error.code === "NOT_AUTHORIZED" || error.code === "CHALLENGE_SESSION_REFUSED") {
        await endChallenge(context.db, challenge);
        return new Rejected([challengeExpired()]);
      }
      return toRejected(error);
    }
  }
}
