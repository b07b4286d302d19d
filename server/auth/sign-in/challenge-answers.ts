import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Authentication } from "../../user-pool/verbs/authentication.ts";
import type { ChallengeOwner } from "../../user-pool/verbs/sign-in.ts";
import type { AuthContext } from "../context.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import { codeRule } from "../shared/input-rules.ts";
import { challengeExpired, handleTaken, invalidOrExpiredCode } from "../shared/problems.ts";
import { type ChallengeName, MfaFactor } from "./challenge.type.ts";
import type { PendingChallenge } from "./challenges-table.ts";
import { countAnswer, endChallenge, refundAnswer } from "./challenges.ts";
import { newPasswordAnswerRules, reserveAnsweredHandle, toAttributes } from "./new-password-answer.ts";
import type { HandleContext } from "../shared/reserve-free-handle.ts";
import type { RespondToChallengeInput } from "./sign-in.input.ts";

type AnswerContext = Pick<AuthContext, "userPool" | "poolProfile"> & AttemptContext & HandleContext;

/**
 * Submits the answer to a challenge to the pool.
 *
 * @returns what the pool responds, or the problems that kept the answer from being submitted.
 * @throws UserPoolError
 */
type SubmitAnswer = (
  context: AnswerContext,
  challenge: PendingChallenge,
  input: RespondToChallengeInput,
) => Promise<Authentication | Rejected>;

const codeRules = z.object({ code: z.string("Enter the code.").pipe(codeRule) });
const factorRules = z.object({ factor: z.enum(MfaFactor, "Choose a factor.") });

const ownerOf = ({ username, poolSession }: PendingChallenge): ChallengeOwner => ({
  username,
  session: poolSession,
});

export const challengeAnswers: Record<ChallengeName, SubmitAnswer> = {
  async NEW_PASSWORD_REQUIRED(context, challenge, input) {
    const required = challenge.requiredAttributes.split(",").filter(Boolean);
    const checked = checkInput(newPasswordAnswerRules(context.poolProfile().passwordPolicy, required), input);
    if (!checked.ok) return checked.rejected;
    const answer = checked.value;
    if (!(await reserveAnsweredHandle(context, challenge.identifier, answer)))
      return new Rejected([handleTaken()]);
    return await context.userPool.answerNewPasswordChallenge(ownerOf(challenge), {
      newPassword: answer.newPassword,
      attributes: toAttributes(answer),
    });
  },

  SOFTWARE_TOKEN_MFA: submitCode(({ userPool }, owner, code) => userPool.answerTotpChallenge(owner, code)),

  EMAIL_OTP: submitCode(({ userPool }, ...answer) => userPool.answerCodeChallenge("EMAIL_OTP", ...answer)),

  SMS_MFA: submitCode(({ userPool }, ...answer) => userPool.answerCodeChallenge("SMS_MFA", ...answer)),

  SMS_OTP: submitCode(({ userPool }, ...answer) => userPool.answerCodeChallenge("SMS_OTP", ...answer)),

  MFA_SETUP: submitCode(async ({ userPool }, owner, code) => {
    const { session } = await userPool.verifyTotp({ session: owner.session }, { code });
    return await userPool.answerMfaSetupChallenge({ ...owner, session });
  }),

  async SELECT_MFA_TYPE(context, challenge, input) {
    const checked = checkInput(factorRules, input);
    if (!checked.ok) return checked.rejected;
    return await context.userPool.answerFactorChoice(ownerOf(challenge), checked.value.factor);
  },
};

/**
 * For codes, which can be guessed: each counts as an attempt of the account, and five wrong ones end the
 * challenge.
 */
function submitCode(
  submit: (context: AnswerContext, owner: ChallengeOwner, code: string) => Promise<Authentication>,
): SubmitAnswer {
  return async (context, challenge, input) => {
    const checked = checkInput(codeRules, input);
    if (!checked.ok) return checked.rejected;
    const tooMany = await countAttempt(context, "code", `challenge ${challenge.identifier}`);
    if (tooMany) return tooMany;
    if (!(await countAnswer(context.db, challenge))) {
      await endChallenge(context.db, challenge);
      return new Rejected([challengeExpired()]);
    }
    try {
      const authentication = await submit(context, ownerOf(challenge), checked.value.code);
      await resetAttempts(context, "code", `challenge ${challenge.identifier}`);
      return authentication;
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      const isWrong = error.code === "CODE_MISMATCH" || error.code === "CODE_EXPIRED";
      if (isWrong || error.code === "INVALID_PARAMETER") return new Rejected([invalidOrExpiredCode()]);
      await refundAnswer(context.db, challenge);
      throw error;
    }
  };
}
