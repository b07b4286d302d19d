import { invalidParameter } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { startFirstFactor } from "../auth-flows/user-auth.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";
import { respondToWebAuthn } from "./web-authn.ts";

/**
 * SELECT_CHALLENGE: starts the first factor that the user has chosen. With a CREDENTIAL it is the response to WEB_AUTHN, whose
 * challenge the client has.
 */
export async function respondToSelectChallenge(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, username, responses } = request;
  if (responses["ANSWER"] === "WEB_AUTHN" && responses["CREDENTIAL"]) return await respondToWebAuthn(request);
  const { session, user } = await requireSimulatableChallenge(request, "SELECT_CHALLENGE");
  const chosen = requireParameter(responses, "ANSWER");
  const factor = session.state.choices.find((choice) => choice === chosen);
  if (!factor) throw invalidParameter("The chosen challenge is not available.");
  return await startFirstFactor(context, app, { user, username }, factor, responses, session);
}
