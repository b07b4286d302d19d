import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/session.type.ts";
import { resetAttempts } from "../shared/attempts.ts";
import { challengeExpired, toRejected } from "../shared/problems.ts";
import { challengeAnswers } from "./challenge-answers.ts";
import { type ChallengeRequired, isSecondFactor, RespondToChallengeResult } from "./challenge.type.ts";
import type { PendingChallenge } from "./challenges-table.ts";
import { endChallenge, findChallenge } from "./challenges.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { RespondToChallengeInput } from "./sign-in.input.ts";

@Resolver()
export class ChallengeResolver {
  @Extensions(accountMutation)
  @Mutation(() => RespondToChallengeResult, {
    description:
      "Answers a challenge of a sign-in. Leads to a session or to the next challenge. A wrong answer may be repeated, up to five times.",
  })
  async respondToChallenge(
    @Arg("input", () => RespondToChallengeInput, { description: "The answer." })
    input: RespondToChallengeInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | Rejected> {
    const challenge = await findChallenge(context, input.challengeToken);
    if (!challenge) return new Rejected([challengeExpired()]);
    try {
      const authentication = await challengeAnswers[challenge.name](context, challenge, input);
      if (authentication instanceof Rejected) return authentication;
      await endChallenge(context.db, challenge);
      const { identifier, provedAt, name } = challenge;
      const secondFactor = isSecondFactor(name) ? name : undefined;
      if (authentication.kind === "tokens") await resetAttempts(context, "password", identifier);
      const progress = { identifier, authentication, provedAt, secondFactor };
      return await continueSignIn(context, progress, input.refreshTokenDelivery);
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      if (error.code === "NOT_AUTHORIZED" || error.code === "CHALLENGE_SESSION_REFUSED") {
        await endChallenge(context.db, challenge);
        return new Rejected([challengeExpired()]);
      }
      if (error.code === "INVALID_PARAMETER") {
        const field = answeredField(challenge);
        const message = "The user pool does not accept this.";
        if (field !== undefined) return new Rejected([{ code: "INVALID_INPUT", message, field }]);
      }
      return toRejected(error, { password: "newPassword" });
    }
  }
}

/** The input field that a pool means which calls an answer malformed; undefined: the password, or none. */
function answeredField({ name, requiredAttributes }: PendingChallenge): string | undefined {
  if (name === "SELECT_MFA_TYPE") return "factor";
  return name === "NEW_PASSWORD_REQUIRED" && requiredAttributes !== "" ? "attributes" : undefined;
}
