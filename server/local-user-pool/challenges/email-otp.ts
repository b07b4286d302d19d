import { countAttempt, subjectOf } from "../attempts.ts";
import type { AuthAnswer } from "../auth-answer.ts";
import { hashOtp } from "../email-otp.ts";
import { UserPoolException } from "../exceptions.ts";
import { passFirstFactor } from "../first-factor.ts";
import { requireParameter } from "../parameters.ts";
import { passSecondFactor } from "../second-factor.ts";
import { requireFirstChallenge } from "./challenge-answer.ts";
import type { ChallengeAnswer } from "./challenge-answer.ts";

/** The code that was mailed, as the first factor or the second. A wrong one leaves the session as it is. */
export async function answerEmailOtp(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, username, responses } = answer;
  const { session, user } = await requireFirstChallenge(answer, "EMAIL_OTP");
  const code = requireParameter(responses, "EMAIL_OTP_CODE");
  await countAttempt(context, owner.pool, subjectOf(owner.pool, user, username), "EmailOtp");
  if (!user || hashOtp(owner.pool, user.id, code) !== session.state.codeHash) {
    throw new UserPoolException("CodeMismatchException", "Invalid code or auth state for the user.");
  }
  return session.state.as === "MFA"
    ? await passSecondFactor(context, owner, user, session)
    : await passFirstFactor(context, owner, user, "EMAIL_OTP", session);
}
