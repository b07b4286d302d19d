import type { AddressAttribute } from "../../mail/code-delivery.ts";
import type { FirstFactor } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { hasVerified } from "../../users/attributes.ts";
import { findPasskeyOffer } from "./passkey-offer.ts";
import type { PasskeyOffer } from "./passkey-offer.ts";

/**
 * Finds the first factors that the pool allows and the user has. A user with a temporary password must use it. A user who
 * does not exist appears to have a password and all addresses, and every second one a passkey.
 *
 * @param name the name that the client sent.
 * @returns the factors, with the passkeys that were looked up for them.
 */
export async function findFirstFactors(
  database: Database,
  pool: UserPool,
  user: User | undefined,
  name: string,
): Promise<{ choices: FirstFactor[]; offer: PasskeyOffer | undefined }> {
  const { settings } = pool;
  const allowed = settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const hasPassword = !user || user.passwordHash !== null;
  const signsInElsewhere = user?.status === "EXTERNAL_PROVIDER";
  const isTemporary = user?.status === "FORCE_CHANGE_PASSWORD" || signsInElsewhere;
  const canUse = (attribute: AddressAttribute) => !user || (hasVerified(user, attribute) && !isTemporary);
  const choices: FirstFactor[] = [];
  if (allowed.includes("PASSWORD") && hasPassword) choices.push("PASSWORD_SRP", "PASSWORD");
  if (allowed.includes("EMAIL_OTP") && canUse("email")) choices.push("EMAIL_OTP");
  if (allowed.includes("SMS_OTP") && settings.SmsConfiguration && canUse("phone_number")) {
    choices.push("SMS_OTP");
  }
  if (!allowed.includes("WEB_AUTHN") || isTemporary) return { choices, offer: undefined };
  const offer = await findPasskeyOffer(database, pool, user, name);
  if (offer.passkeys.length > 0 && offer.factor) choices.push("WEB_AUTHN");
  return { choices, offer };
}
