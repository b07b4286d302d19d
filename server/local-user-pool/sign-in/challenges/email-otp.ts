import type { AuthAnswer } from "../sessions/auth-response.ts";
import { hashOtp } from "../factors/email-otp.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { passFirstFactor } from "../factors/first-factor.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { passSecondFactor } from "../factors/second-factor.ts";
import { requireFirstChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";
import { subjectOf } from "../../attempts/attempt-subject.ts";
import { countAttempt } from "../../attempts/hourly-limits.ts";

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
