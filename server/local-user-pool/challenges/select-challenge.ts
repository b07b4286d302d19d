import type { AuthAnswer } from "../auth-answer.ts";
import { startFactor } from "../auth-flows/user-auth.ts";
import { invalidParameter } from "../exceptions.ts";
import { requireParameter } from "../parameters.ts";
import { requireFirstChallenge } from "./challenge-answer.ts";
import type { ChallengeAnswer } from "./challenge-answer.ts";

/** The user has chosen a first factor. */
export async function answerSelectChallenge(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, username, responses } = answer;
  const { session } = await requireFirstChallenge(answer, "SELECT_CHALLENGE");
  const chosen = requireParameter(responses, "ANSWER");
  const factor = session.state.choices.find((choice) => choice === chosen);
  if (!factor) throw invalidParameter("The chosen challenge is not available.");
  return await startFactor(context, owner, username, factor, responses, session);
}
