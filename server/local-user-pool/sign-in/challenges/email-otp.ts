import { subjectOf } from "../../users/attempt-subject.ts";
import { countAttempt } from "../../attempts/hourly-limits.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { hashOtp } from "../factors/email-otp.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import { completeSecondFactor } from "../factors/second-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** EMAIL_OTP as the first or second factor. A wrong code does not consume the session. */
export async function respondToEmailOtp(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, username, responses } = request;
  const { session, user } = await requireSimulatableChallenge(request, "EMAIL_OTP");
  const code = requireParameter(responses, "EMAIL_OTP_CODE");
  await countAttempt(context, app.pool, subjectOf(app.pool, user, username), "EmailOtp");
  if (!user || hashOtp(app.pool, user.id, code) !== session.state.codeHash) {
    throw new UserPoolException("CodeMismatchException", "Invalid code or auth state for the user.");
  }
  return session.state.as === "MFA"
    ? await completeSecondFactor(context, app, user, session)
    : await completeFirstFactor(context, app, user, "EMAIL_OTP", session);
}
