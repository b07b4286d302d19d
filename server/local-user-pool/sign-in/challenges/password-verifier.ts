import { recordSignInAttempt } from "../../attempts/lockout.ts";
import { srpIdentityOf } from "../../passwords/srp.ts";
import { incorrectUsernameOrPassword, UserPoolException } from "../../protocol/exceptions.ts";
import type { User } from "../../tables/users-table.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import { withStep } from "../sessions/auth-response.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { belongsTo, releaseAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import type { ChallengeRequest } from "./challenge-request.ts";
import { isProved, startProof } from "./srp-proof.ts";

/** PASSWORD_VERIFIER: the second half of a sign-in with Secure Remote Password. All failures have the same error. */
export async function respondToPasswordVerifier(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app } = request;
  const { proof, session, user } = await startProof(request, "PASSWORD_VERIFIER");
  const { state } = session;
  const identity = srpIdentityOf(app.pool.id, session.username);
  const isCorrect =
    isProved(identity, state, proof, context.now) && user !== undefined && hasSessionPassword(user, session);
  await recordSignInAttempt(context, app.pool, state.subject, "Password", isCorrect);
  if (!isCorrect) throw incorrectUsernameOrPassword();
  try {
    return await completeFirstFactor({ ...context, customAuth: withStep(state) }, app, user, "PASSWORD");
  } catch (error) {
    // The device is gone. Clients of AWS forget it, and send the same proof without it.
    const isDeviceGone = error instanceof UserPoolException && error.name === "ResourceNotFoundException";
    if (isDeviceGone) await releaseAuthSession(context.database, session);
    throw error;
  }
}

/**
 * Whether the session's password is the user's current one. For users without a password the verifier is simulated.
 */
function hasSessionPassword(user: User, session: AuthSession): boolean {
  return user.srpVerifier !== null && belongsTo(session, user);
}
