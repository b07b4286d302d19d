import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { challengeExpired } from "../shared/problems.ts";
import { answerChallenge, type NextState } from "./answer-challenge.ts";
import { RespondToChallengeResult } from "./challenge.type.ts";
import { findChallenge } from "./challenges.ts";
import { RespondToChallengeInput } from "./sign-in.input.ts";

@Resolver()
export class ChallengeResolver {
  @Extensions(accountMutation)
  @Mutation(() => RespondToChallengeResult, {
    description:
      "Answers a challenge of a sign-in. Leads to a session or to the next challenge; a recovery code leads to `SignInRequired`. A wrong answer may be repeated, up to five times.",
  })
  async respondToChallenge(
    @Arg("input", () => RespondToChallengeInput, { description: "The answer." })
    input: RespondToChallengeInput,
    @Ctx() context: AuthContext,
  ): Promise<NextState> {
    const challenge = await findChallenge(context, input.challengeToken);
    if (!challenge) return new Rejected([challengeExpired()]);
    const answer = async () => await answerChallenge(context, challenge, input);
    // A first factor must not reveal whether there is an account; what follows it does not.
    return challenge.provedFactor === "NONE" ? await withMinimumDuration(context, answer) : await answer();
  }
}
