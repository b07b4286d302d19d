import { countAttempt } from "../../attempts/hourly-limits.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import type { OneTimeCodeChallenge } from "../../tables/auth-session-state.ts";
import { subjectOf } from "../../users/attempt-subject.ts";
import { verifyUnchangedAddress } from "../../users/attribute-changes.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import { hashOtp, oneTimeCodeChallenges } from "../factors/one-time-codes.ts";
import { completeSecondFactor } from "../factors/second-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** EMAIL_OTP as the first or second factor. */
export const respondToEmailOtp = (request: ChallengeRequest) => respondToOneTimeCode(request, "EMAIL_OTP");

/** SMS_OTP, a first factor. */
export const respondToSmsOtp = (request: ChallengeRequest) => respondToOneTimeCode(request, "SMS_OTP");

/** SMS_MFA, a second factor. */
export const respondToSmsMfa = (request: ChallengeRequest) => respondToOneTimeCode(request, "SMS_MFA");

/**
 * Checks a code that was sent by mail or SMS. A wrong code does not consume the session. The code of a second factor may
 * have gone to an address that was not verified, which it verifies.
 */
async function respondToOneTimeCode(
  request: ChallengeRequest,
  challenge: OneTimeCodeChallenge,
): Promise<AuthResponse> {
  const { context, app, username, responses } = request;
  const { pool } = app;
  const { session, user } = await requireSimulatableChallenge(request, challenge);
  const code = requireParameter(responses, `${challenge}_CODE`);
  const action = challenge === "EMAIL_OTP" ? "EmailOtp" : "SmsOtp";
  await countAttempt(context, pool, subjectOf(pool, user, username), action);
  const { codeHash, as, destination: value } = session.state;
  if (!user || hashOtp(pool, user.id, code) !== codeHash) {
    throw new UserPoolException("CodeMismatchException", "Invalid code or auth state for the user.");
  }
  if (as === "FIRST_FACTOR") {
    return await completeFirstFactor(context, app, user, challenge, session);
  }
  const { attribute } = oneTimeCodeChallenges[challenge];
  return await completeSecondFactor(context, app, user, session, (tx, current) =>
    verifyUnchangedAddress(tx, pool, current, { attribute, value }, context.now),
  );
}
