import { completeSecondFactor } from "../factors/second-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { invalidSession } from "../sessions/auth-sessions.ts";
import { requireChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** MFA_SETUP, after the user has set up an authenticator app. The session is the one from VerifySoftwareToken. */
export async function respondToMfaSetup(request: ChallengeRequest): Promise<AuthResponse> {
  const { session, user } = await requireChallenge(request, "MFA_SETUP");
  if (!session.state.isVerified) throw invalidSession();
  return await completeSecondFactor(request.context, request.app, user, session);
}
