import type { AuthAnswer } from "../auth-answer.ts";
import { invalidSession } from "../auth-sessions.ts";
import { passSecondFactor } from "../second-factor.ts";
import { requireChallenge } from "./challenge-answer.ts";
import type { ChallengeAnswer } from "./challenge-answer.ts";

/** The user has set up an authenticator app: the session is the one that VerifySoftwareToken gave. */
export async function answerMfaSetup(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { session, user } = await requireChallenge(answer, "MFA_SETUP");
  if (!session.state.isVerified) throw invalidSession();
  return await passSecondFactor(answer.context, answer.owner, user, session);
}
