import type { AddressAttribute } from "../../mail/code-delivery.ts";
import { listUsablePasskeys } from "../../passkeys/passkeys.ts";
import type { FirstFactor } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { hasVerified } from "../../users/attributes.ts";
import { simulatePasskeys } from "../../users/simulated-users.ts";
import { findPasskeyFactor } from "./mfa.ts";

/**
 * Finds the first factors that the pool allows and the user has. A user with a temporary password must use it. A user who
 * does not exist appears to have a password and all addresses, and every second one a passkey.
 *
 * @param name the name that the client sent.
 */
export async function findFirstFactors(
  database: Database,
  pool: UserPool,
  user: User | undefined,
  name: string,
): Promise<FirstFactor[]> {
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
  if (allowed.includes("WEB_AUTHN") && !isTemporary) {
    const hasPasskey = user
      ? await canSignInWithPasskey(database, pool, user)
      : simulatePasskeys(pool, name).length > 0;
    if (hasPasskey) choices.push("WEB_AUTHN");
  }
  return choices;
}

async function canSignInWithPasskey(database: Database, pool: UserPool, user: User): Promise<boolean> {
  if ((await listUsablePasskeys(database, pool, user)).length === 0) return false;
  return (await findPasskeyFactor(database, pool, user)) !== undefined;
}
