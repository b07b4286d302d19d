import type { AuthAnswer } from "../sessions/auth-response.ts";
import { signInWithPassword } from "../auth-flows/user-password-auth.ts";
import { startSrp } from "../auth-flows/user-srp-auth.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { requireFirstChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

/** The password, after PASSWORD was chosen. A wrong one leaves the session as it is; the lock-out counts it. */
export async function answerPassword(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, username, responses } = answer;
  const { session } = await requireFirstChallenge(answer, "PASSWORD");
  return await signInWithPassword(context, owner, username, requireParameter(responses, "PASSWORD"), session);
}

/** SRP's first number, after PASSWORD_SRP was chosen; PASSWORD_VERIFIER follows. */
export async function answerPasswordSrp(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, username, responses } = answer;
  const { session } = await requireFirstChallenge(answer, "PASSWORD_SRP");
  return await startSrp(context, owner, username, requireParameter(responses, "SRP_A"), session);
}
