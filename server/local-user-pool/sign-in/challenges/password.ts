import { requireParameter } from "../../protocol/parameters.ts";
import { signInWithPassword } from "../auth-flows/user-password-auth.ts";
import { startSrp } from "../auth-flows/user-srp-auth.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** PASSWORD. A wrong password does not consume the session, but counts towards the lockout. */
export async function respondToPassword(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, username, responses } = request;
  const { session } = await requireSimulatableChallenge(request, "PASSWORD");
  return await signInWithPassword(context, app, username, requireParameter(responses, "PASSWORD"), session);
}

/** PASSWORD_SRP: the response has SRP's `A`, the next challenge is PASSWORD_VERIFIER. */
export async function respondToPasswordSrp(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, username, responses } = request;
  const { session } = await requireSimulatableChallenge(request, "PASSWORD_SRP");
  return await startSrp(context, app, username, requireParameter(responses, "SRP_A"), session);
}
