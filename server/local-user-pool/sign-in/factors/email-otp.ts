import { askFor } from "../sessions/auth-response.ts";
import type { AuthAnswer, SignInStep } from "../sessions/auth-response.ts";
import type { ChallengedUser } from "../sessions/auth-sessions.ts";
import { deliveredTo } from "../../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../../codes/code-delivery.ts";
import { authenticationMail } from "../../mail/mail.ts";
import { poolHmac } from "../../pools/pool-hmac.ts";
import { simulatedDelivery } from "../../users/simulated-users.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import { randomDigits } from "../../codes/codes.ts";

/** A code to sign in with is longer than one that verifies an address. */
const digits = 8;

/** Mails a code to sign in with, as the first factor or the second. */
export async function askForEmailOtp(step: SignInStep, as: "FIRST_FACTOR" | "MFA"): Promise<AuthAnswer> {
  const { owner, user } = step;
  const address = user.attributes["email"] ?? "";
  const code = randomDigits(digits);
  step.post(authenticationMail(owner.pool, address, user.username, code));
  return await askFor(
    step,
    { waitsFor: "EMAIL_OTP", as, codeHash: hashOtp(owner.pool, user.id, code) },
    toParameters(user, deliveredTo(address)),
  );
}

/** The same challenge for somebody who does not exist or may not sign in: no mail, and no code is right. */
export async function simulateEmailOtp(
  step: Pick<SignInStep, "tx" | "owner" | "now"> & { user: ChallengedUser },
  name: string,
): Promise<AuthAnswer> {
  const state = { waitsFor: "EMAIL_OTP", as: "FIRST_FACTOR", codeHash: "" } as const;
  return await askFor(step, state, toParameters(step.user, simulatedDelivery(step.owner.pool, name)));
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
