import { toCodeDeliveryDetails } from "../../mail/code-delivery.ts";
import type { AddressAttribute, CodeDeliveryDetails } from "../../mail/code-delivery.ts";
import { randomDigits } from "../../codes/codes.ts";
import { authenticationMessage } from "../../mail/messages.ts";
import { poolHmac } from "../../pools/pool-hmac.ts";
import type { OneTimeCodeChallenge } from "../../tables/auth-session-state.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import { simulateCodeDelivery } from "../../users/simulated-users.ts";
import { issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, ChallengeTransaction } from "../sessions/auth-response.ts";
import type { ChallengedUser } from "../sessions/auth-sessions.ts";

/**
 * The challenges whose response is a code that is sent: to which attribute, and how long the code is. The codes of first
 * factors are longer than verification codes; so is EMAIL_OTP as a second factor, which has the same name.
 */
export const oneTimeCodeChallenges: Record<
  OneTimeCodeChallenge,
  { attribute: AddressAttribute; digits: number }
> = {
  EMAIL_OTP: { attribute: "email", digits: 8 },
  SMS_OTP: { attribute: "phone_number", digits: 8 },
  SMS_MFA: { attribute: "phone_number", digits: 6 },
};

/** Issues the challenge and sends its code. */
export async function issueOneTimeCodeChallenge(
  signIn: ChallengeTransaction,
  challenge: OneTimeCodeChallenge,
  as: "FIRST_FACTOR" | "MFA",
): Promise<AuthResponse> {
  const { app, user } = signIn;
  const { attribute, digits } = oneTimeCodeChallenges[challenge];
  const address = { attribute, value: user.attributes[attribute] ?? "" };
  const code = randomDigits(digits);
  signIn.queueMail(authenticationMessage({ pool: app.pool, user, to: address, code }));
  return await issueChallenge(
    signIn,
    { waitsFor: challenge, as, codeHash: hashOtp(app.pool, user.id, code), destination: address.value },
    toParameters(user, toCodeDeliveryDetails(address)),
  );
}

/**
 * Issues the challenge for a user who does not exist or cannot use it: nothing is sent, and no code matches.
 */
export async function simulateOneTimeCodeChallenge(
  signIn: Pick<ChallengeTransaction, "tx" | "app" | "now"> & { user: ChallengedUser },
  challenge: OneTimeCodeChallenge,
  name: string,
): Promise<AuthResponse> {
  const { attribute } = oneTimeCodeChallenges[challenge];
  return await issueChallenge(
    signIn,
    { waitsFor: challenge, as: "FIRST_FACTOR", codeHash: "", destination: "" },
    toParameters(signIn.user, simulateCodeDelivery(signIn.app.pool, name, attribute)),
  );
}

function toParameters({ username }: ChallengedUser, delivery: CodeDeliveryDetails): Record<string, string> {
  return {
    USER_ID_FOR_SRP: username,
    CODE_DELIVERY_DELIVERY_MEDIUM: delivery.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: delivery.Destination,
  };
}

export function hashOtp(pool: UserPool, userId: string, code: string): string {
  return poolHmac(pool, "otp", userId, code).toString("base64url");
}
