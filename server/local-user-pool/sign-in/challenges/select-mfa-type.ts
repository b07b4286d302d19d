import type { AuthAnswer } from "../sessions/auth-response.ts";
import { useSession } from "../sessions/auth-sessions.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { askForMfa } from "../factors/mfa.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { inTransaction } from "../../mail/transaction.ts";
import { requireChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

/** The user has chosen a second factor. */
export async function answerSelectMfaType(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, responses } = answer;
  const { session, user } = await requireChallenge(answer, "SELECT_MFA_TYPE");
  const chosen = requireParameter(responses, "ANSWER");
  const factor = session.state.choices.find((choice) => choice === chosen);
  if (!factor) {
    throw new UserPoolException("MFAMethodNotFoundException", "The chosen MFA method is not available.");
  }
  return await inTransaction(context, async (tx, post) => {
    await useSession(tx, session, context.now);
    return await askForMfa({ tx, post, owner, user, now: context.now }, factor);
  });
}
