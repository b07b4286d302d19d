import { toCodeDeliveryDetails } from "../../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../../codes/code-delivery.ts";
import { randomDigits } from "../../codes/codes.ts";
import { authenticationMail } from "../../mail/messages.ts";
import { poolHmac } from "../../pools/pool-hmac.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import { simulateCodeDelivery } from "../../users/simulated-users.ts";
import { issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, SignInTransaction } from "../sessions/auth-response.ts";
import type { ChallengedUser } from "../sessions/auth-sessions.ts";

/** Cognito's sign-in codes are longer than its verification codes. */
const digits = 8;

/** Issues the EMAIL_OTP challenge and mails its code. */
export async function issueEmailOtpChallenge(
  signIn: SignInTransaction,
  as: "FIRST_FACTOR" | "MFA",
): Promise<AuthResponse> {
  const { app, user } = signIn;
  const address = user.attributes["email"] ?? "";
  const code = randomDigits(digits);
  signIn.queueMail(authenticationMail(app.pool, address, user.username, code));
  return await issueChallenge(
    signIn,
    { waitsFor: "EMAIL_OTP", as, codeHash: hashOtp(app.pool, user.id, code) },
    toParameters(user, toCodeDeliveryDetails(address)),
  );
}

/**
 * Issues the EMAIL_OTP challenge for a user who does not exist or cannot use it: without a mail, and no code matches.
 */
export async function simulateEmailOtpChallenge(
  signIn: Pick<SignInTransaction, "tx" | "app" | "now"> & { user: ChallengedUser },
  name: string,
): Promise<AuthResponse> {
  const state = { waitsFor: "EMAIL_OTP", as: "FIRST_FACTOR", codeHash: "" } as const;
  return await issueChallenge(
    signIn,
    state,
    toParameters(signIn.user, simulateCodeDelivery(signIn.app.pool, name)),
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
