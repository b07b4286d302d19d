import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import type { AuthContext } from "../context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { RespondToChallengeResult } from "../shared/auth-results.type.ts";
import { challengeAnswers } from "./challenge-answers.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { endChallenge, findChallenge } from "./challenges.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { resetAttempts } from "../shared/attempts.ts";
import type { SignedIn } from "../session/session.type.ts";
import { RespondToChallengeInput } from "./sign-in.input.ts";
import { challengeExpired, toRejected } from "../shared/problems.ts";

@Resolver()
export class ChallengeResolver {
  @Extensions(accountMutation)
  @Mutation(() => RespondToChallengeResult, {
    description:
      "Answers a challenge, which leads on: signed in, or to the next challenge. After a wrong answer it may be tried again, five times in all.",
  })
  async respondToChallenge(
    @Arg("input", () => RespondToChallengeInput, { description: "The answer." })
    input: RespondToChallengeInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | Rejected> {
    const challenge = await findChallenge(context, input.challengeToken);
    if (!challenge) return new Rejected([challengeExpired()]);
    try {
      const outcome = await challengeAnswers[challenge.name](context, challenge, input);
      if (outcome instanceof Rejected) return outcome;
      await endChallenge(context.db, challenge);
      const { email, provedAt } = challenge;
      if (outcome.kind === "tokens") await resetAttempts(context, "password", email);
      return await continueSignIn(
        context,
        { email, authentication: outcome, provedAt },
        input.refreshTokenDelivery,
      );
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      if (error.code === "NOT_AUTHORIZED" || error.code === "CHALLENGE_SESSION_REFUSED") {
        await endChallenge(context.db, challenge);
        return new Rejected([challengeExpired()]);
      }
      return toRejected(error, { password: "newPassword" });
    }
  }
}
