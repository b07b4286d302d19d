import type { AuthAnswer } from "../sessions/auth-response.ts";
import { invalidSession } from "../sessions/auth-sessions.ts";
import { passSecondFactor } from "../factors/second-factor.ts";
import { requireChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

/** The user has set up an authenticator app: the session is the one that VerifySoftwareToken gave. */
export async function answerMfaSetup(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { session, user } = await requireChallenge(answer, "MFA_SETUP");
  if (!session.state.isVerified) throw invalidSession();
  return await passSecondFactor(answer.context, answer.owner, user, session);
}
