import { advanceCounter, listUsablePasskeys } from "../../passkeys/passkeys.ts";
import { userHandleOf } from "../../passkeys/registration.ts";
import { isOriginOf, relyingPartyOf } from "../../passkeys/relying-party.ts";
import { readAuthenticationResponse, readClientData } from "../../passkeys/responses.ts";
import { verifyAssertion } from "../../passkeys/verification.ts";
import { incorrectUsernameOrPassword } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { requireSimulatableChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/**
 * WEB_AUTHN: verifies the response of a passkey. All failures have the same error, and do not consume the session: there
 * is nothing to guess.
 */
export async function respondToWebAuthn(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { pool } = app;
  const { session, user } = await requireSimulatableChallenge(request, "WEB_AUTHN");
  const { challenge, isMultiFactor, requiresUserVerification } = session.state;
  const credential = readAuthenticationResponse(requireParameter(responses, "CREDENTIAL"));
  const clientData = readClientData(credential);
  const relyingParty = relyingPartyOf(pool);
  const usable = user ? await listUsablePasskeys(context.database, pool, user) : [];
  const passkey = usable.find(({ credentialId }) => credentialId === credential.id);
  const counter = await verifyAssertion(
    { relyingParty, challenge, requiresUserVerification },
    clientData,
    credential,
    passkey,
  );
  const { userHandle } = credential.response;
  const isOfUser = user && (userHandle === undefined || userHandle === userHandleOf(user));
  if (!isOfUser || !passkey || counter === undefined || !isOriginOf(relyingParty, clientData)) {
    throw incorrectUsernameOrPassword();
  }
  const factor = isMultiFactor ? "WEB_AUTHN_MFA" : "WEB_AUTHN";
  return await completeFirstFactor(context, app, user, factor, session, async (tx) => {
    if (!(await advanceCounter(tx, passkey, counter))) throw incorrectUsernameOrPassword();
  });
}
