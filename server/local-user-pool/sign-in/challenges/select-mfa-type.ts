import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { issueMfaChallenge } from "../factors/mfa.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { consumeAuthSession } from "../sessions/auth-sessions.ts";
import { requireChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** SELECT_MFA_TYPE: issues the challenge of the second factor that the user has chosen. */
export async function respondToSelectMfaType(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { session, user } = await requireChallenge(request, "SELECT_MFA_TYPE");
  const chosen = requireParameter(responses, "ANSWER");
  const factor = session.state.choices.find((choice) => choice === chosen);
  if (!factor) {
    throw new UserPoolException("MFAMethodNotFoundException", "The chosen MFA method is not available.");
  }
  return await inTransaction(
    context,
    { reason: "Authentication", clientId: app.client.id },
    async (tx, queueMail) => {
      await consumeAuthSession(tx, session, context.now);
      const { customAuth } = session.state;
      return await issueMfaChallenge({ tx, queueMail, app, user, customAuth, now: context.now }, factor);
    },
  );
}
