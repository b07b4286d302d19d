import { checkLockout, recordSignInAttempt } from "../../attempts/lockout.ts";
import { consumeTimeStep, findSoftwareToken } from "../../mfa/software-tokens.ts";
import { findTimeStep } from "../../mfa/totp.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { completeSecondFactor } from "../factors/second-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { invalidSession } from "../sessions/auth-sessions.ts";
import { requireChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** SOFTWARE_TOKEN_MFA. A wrong code does not consume the session, but counts towards the lockout. */
export async function respondToSoftwareTokenMfa(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { session, user } = await requireChallenge(request, "SOFTWARE_TOKEN_MFA");
  const code = requireParameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
  const token = await findSoftwareToken(context.database, user);
  if (!token || token.secret === null) throw invalidSession();
  await checkLockout(context, app.pool, user.id, "SoftwareTokenCode");
  const timeStep = findTimeStep(token.secret, code, context.now);
  await recordSignInAttempt(context, app.pool, user.id, "SoftwareTokenCode", timeStep !== undefined);
  if (timeStep === undefined) {
    throw new UserPoolException("CodeMismatchException", "Invalid code received for user");
  }
  return await completeSecondFactor(context, app, user, session, (tx) => consumeTimeStep(tx, user, timeStep));
}
