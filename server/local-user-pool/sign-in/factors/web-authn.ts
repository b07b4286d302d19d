import { randomChallenge } from "../../passkeys/registration.ts";
import { relyingPartyOf } from "../../passkeys/relying-party.ts";
import { simulateUser } from "../../users/simulated-users.ts";
import type { User } from "../../tables/users-table.ts";
import { issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, SignInTransaction } from "../sessions/auth-response.ts";
import type { PasskeyOffer } from "./passkey-offer.ts";

/**
 * Issues the challenge for a passkey. A user who does not exist gets one with passkeys that nobody has.
 *
 * @param name the name that the client sent.
 * @param offer what `findPasskeyOffer` has found.
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson
 */
export async function issueWebAuthnChallenge(
  { tx, app, now }: Pick<SignInTransaction, "tx" | "app" | "now">,
  user: User | undefined,
  name: string,
  { passkeys, factor }: PasskeyOffer,
): Promise<AuthResponse> {
  const { pool, client } = app;
  const relyingParty = relyingPartyOf(pool);
  const isMultiFactor = factor === "MULTI_FACTOR" || pool.mfa.MfaConfiguration === "ON";
  const requiresUserVerification = isMultiFactor || relyingParty.userVerification === "required";
  const challenge = randomChallenge();
  const options = {
    challenge,
    timeout: client.settings.AuthSessionValidity * 60_000,
    rpId: relyingParty.id,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      type: "public-key",
      id: credentialId,
      transports,
    })),
    userVerification: requiresUserVerification ? "required" : "preferred",
  };
  return await issueChallenge(
    { tx, app, user: user ?? simulateUser(pool, name), now },
    { waitsFor: "WEB_AUTHN", challenge, isMultiFactor, requiresUserVerification },
    { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
  );
}
