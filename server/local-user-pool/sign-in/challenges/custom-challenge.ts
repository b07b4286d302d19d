import { requireParameter } from "../../protocol/parameters.ts";
import { verifyAuthChallenge } from "../custom-auth/auth-challenge-triggers.ts";
import { decide } from "../custom-auth/custom-auth.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { consumeAuthSession } from "../sessions/auth-sessions.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/**
 * CUSTOM_CHALLENGE: the pool's triggers verify the answer, and decide what follows. Each session takes one answer, also where
 * a trigger fails.
 */
export async function respondToCustomChallenge(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { session, user } = await requireSimulatableChallenge(request, "CUSTOM_CHALLENGE");
  const answer = requireParameter(responses, "ANSWER");
  await consumeAuthSession(context.database, session, context.now);
  const { privateParameters, challengeMetadata, customAuth = [] } = session.state;
  const who = { user, username: session.username };
  const challengeResult = await verifyAuthChallenge(context, app, who, privateParameters, answer);
  const step = { challengeName: "CUSTOM_CHALLENGE", challengeResult, challengeMetadata };
  return await decide(context, app, who, [...customAuth, step]);
}
