import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { isRefusal, UserPoolError, type UserPoolErrorCode } from "../../user-pool/user-pool-error.ts";
import type { Authentication } from "../../user-pool/verbs/authentication.ts";
import type { ChallengeOwner } from "../../user-pool/verbs/sign-in.ts";
import type { AuthContext } from "../context.ts";
import { refusePassword } from "../new-password/refuse-password.ts";
import { type AttemptContext, countAttempt, refundMailAttempt, resetAttempts } from "../shared/attempts.ts";
import { codeRule } from "../shared/input-rules.ts";
import {
  customAnswerNotAccepted,
  handleTaken,
  invalidOrExpiredCode,
  passkeyNotAccepted,
} from "../shared/problems.ts";
import { authenticationResponseRule } from "../passkeys/credential-rules.ts";
import { type ChallengeName, MfaFactor } from "./challenge.type.ts";
import type { PendingChallenge } from "./challenges-table.ts";
import { confirmByCode, type ConfirmByCodeContext } from "./confirm-by-code.ts";
import { acceptAnswer, guessedCode } from "./challenge-guesses.ts";
import { refundAnswer } from "./challenges.ts";
import { newPasswordAnswerRules, reserveAnsweredHandle, toAttributes } from "./new-password-answer.ts";
import type { HandleContext } from "../shared/reserve-free-handle.ts";
import type { RespondToChallengeInput } from "./sign-in.input.ts";

type AnswerContext = Pick<AuthContext, "userPool" | "poolProfile" | "isBreached"> &
  AttemptContext &
  HandleContext &
  ConfirmByCodeContext;

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
const credentialRules = z.object({ credential: authenticationResponseRule });
const customRules = z.object({
  customAnswer: z
    .string("Enter the answer.")
    .min(1, "Enter the answer.")
    .max(2048, "The answer is too long."),
});
const factorRules = z.object({ factor: z.enum(MfaFactor, "Choose a factor.") });

const ownerOf = ({ username, poolSession }: PendingChallenge): ChallengeOwner => ({
  username,
  session: poolSession,
});

/** What the pool checks. The other challenges are our own: see `answer-challenge.ts`. */
type PoolChallengeName = Exclude<ChallengeName, "SELECT_CHALLENGE" | "PASSWORD">;

export const challengeAnswers: Record<PoolChallengeName, SubmitAnswer> = {
  async NEW_PASSWORD_REQUIRED(context, challenge, input) {
    const required = challenge.requiredAttributes.split(",").filter(Boolean);
    const checked = checkInput(newPasswordAnswerRules(context.poolProfile().passwordPolicy, required), input);
    if (!checked.ok) return checked.rejected;
    const answer = checked.value;
    const { newPassword, name, handle } = answer;
    const ownWords = [
      challenge.identifier,
      name ?? "",
      handle ?? "",
      ...Object.values(answer.attributes ?? {}),
    ];
    const refused = await refusePassword(context, { newPassword }, ownWords);
    if (refused) return refused;
    if (!(await reserveAnsweredHandle(context, challenge.identifier, answer)))
      return new Rejected([handleTaken()]);
    return await context.userPool.answerNewPasswordChallenge(ownerOf(challenge), {
      newPassword,
      attributes: toAttributes(answer),
    });
  },

  async WEB_AUTHN(context, challenge, input) {
    const checked = checkInput(credentialRules, input);
    if (!checked.ok) return checked.rejected;
    const { credential } = checked.value;
    return await submitGuess(
      context,
      challenge,
      async () => await context.userPool.answerPasskeyChallenge(ownerOf(challenge), credential),
      passkeyNotAccepted(),
    );
  },

  async CUSTOM_CHALLENGE(context, challenge, input) {
    const checked = checkInput(customRules, input);
    if (!checked.ok) return checked.rejected;
    const { customAnswer } = checked.value;
    // A wrong answer leads to another challenge, whose answers are counted anew: the account's attempts limit them.
    const tooMany = await countAttempt(context, "code", guessedCode(challenge));
    if (tooMany) return tooMany;
    const result = await submitGuess(
      context,
      challenge,
      async () => await context.userPool.answerCustomChallenge(ownerOf(challenge), customAnswer),
      customAnswerNotAccepted(),
    );
    if (result instanceof Rejected || result.kind !== "tokens") return result;
    await resetAttempts(context, "code", guessedCode(challenge));
    await refundMailAttempt(context, challenge.identifier);
    return result;
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

/** For codes, which can be guessed: each counts as an attempt of the account. */
function submitCode(
  submit: (context: AnswerContext, owner: ChallengeOwner, code: string) => Promise<Authentication>,
): SubmitAnswer {
  return async (context, challenge, input) => {
    const checked = checkInput(codeRules, input);
    if (!checked.ok) return checked.rejected;
    const tooMany = await countAttempt(context, "code", guessedCode(challenge));
    if (tooMany) return tooMany;
    const answer = async () => await submit(context, ownerOf(challenge), checked.value.code);
    const isFirstFactor = challenge.provedFactor === "NONE";
    const result = await submitGuess(
      context,
      challenge,
      isFirstFactor ? async () => await confirmByCode(context, challenge, answer) : answer,
      invalidOrExpiredCode(),
    );
    if (result instanceof Rejected) return result;
    await resetAttempts(context, "code", guessedCode(challenge));
    if (isFirstFactor) await refundMailAttempt(context, challenge.identifier);
    return result;
  };
}

/**
 * Submits an answer that may be wrong. Five wrong ones end the challenge.
 *
 * @param wrong the problem of a wrong one. As a first factor all that the pool refuses is wrong: its reason would tell
 *   whether there is an account.
 */
async function submitGuess(
  { db }: Pick<AuthContext, "db">,
  challenge: PendingChallenge,
  submit: () => Promise<Authentication>,
  wrong: Problem,
): Promise<Authentication | Rejected> {
  const tooMany = await acceptAnswer(db, challenge);
  if (tooMany) return tooMany;
  try {
    return await submit();
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    const isWrong =
      challenge.provedFactor === "NONE" ? isWrongFirstFactor(error) : wrongCodes.has(error.code);
    if (isWrong) return new Rejected([wrong]);
    await refundAnswer(db, challenge);
    throw error;
  }
}

const wrongCodes: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "CODE_MISMATCH",
  "CODE_EXPIRED",
  "INVALID_PARAMETER",
]);

/** The pool says that an account is not confirmed only after the right code. */
function isWrongFirstFactor(error: UserPoolError): boolean {
  return error.code === "CHALLENGE_SESSION_REFUSED" || (isRefusal(error) && error.code !== "NOT_CONFIRMED");
}
