import type { AuthAnswer } from "../sessions/auth-response.ts";
import { startFactor } from "../auth-flows/user-auth.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { requireFirstChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

/** The user has chosen a first factor. */
export async function answerSelectChallenge(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, username, responses } = answer;
  const { session } = await requireFirstChallenge(answer, "SELECT_CHALLENGE");
  const chosen = requireParameter(responses, "ANSWER");
  const factor = session.state.choices.find((choice) => choice === chosen);
  if (!factor) throw invalidParameter("The chosen challenge is not available.");
  return await startFactor(context, owner, username, factor, responses, session);
}
