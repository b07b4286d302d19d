import { checkLockout, settleGuess } from "../../attempts/lockout.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { invalidSession } from "../sessions/auth-sessions.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { passSecondFactor } from "../factors/second-factor.ts";
import { softwareTokenOf, useTokenCode } from "../../mfa/software-tokens.ts";
import { matchingStep } from "../../mfa/totp.ts";
import { requireChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

/** The code of the user's authenticator app. A wrong one leaves the session as it is; the lock-out counts it. */
export async function answerSoftwareTokenMfa(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, responses } = answer;
  const { session, user } = await requireChallenge(answer, "SOFTWARE_TOKEN_MFA");
  const code = requireParameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
  const token = await softwareTokenOf(context.database, user);
  if (!token || token.secret === null) throw invalidSession();
  await checkLockout(context, owner.pool, user.id, "SoftwareTokenCode");
  const step = matchingStep(token.secret, code, context.now);
  await settleGuess(context, owner.pool, user.id, "SoftwareTokenCode", step !== undefined);
  if (step === undefined) {
    throw new UserPoolException("CodeMismatchException", "Invalid code received for user");
  }
  return await passSecondFactor(context, owner, user, session, (tx) => useTokenCode(tx, user, step));
}
