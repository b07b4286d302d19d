import { listUsablePasskeys } from "../passkeys/passkeys.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { hasVerified } from "../users/attributes.ts";
import { toMfaSettings } from "./mfa-preference.ts";
import { findSoftwareToken } from "./software-tokens.ts";

/** The response of GetUserAuthFactors and AdminGetUserAuthFactors. */
export async function findAuthFactors(database: Database, pool: UserPool, user: User) {
  const allowed = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const hasFirst = {
    PASSWORD: user.passwordHash !== null,
    EMAIL_OTP: hasVerified(user, "email"),
    SMS_OTP: pool.settings.SmsConfiguration !== undefined && hasVerified(user, "phone_number"),
    WEB_AUTHN: (await listUsablePasskeys(database, pool, user)).length > 0,
  };
  const firstFactors = (["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const).filter(
    (factor) => allowed.includes(factor) && hasFirst[factor],
  );
  const hasApp =
    pool.mfa.SoftwareTokenMfaConfiguration?.Enabled && (await findSoftwareToken(database, user))?.secret;
  return {
    Username: user.username,
    ConfiguredUserAuthFactors: [...firstFactors, ...(hasApp ? ["SOFTWARE_TOKEN"] : [])],
    ...toMfaSettings(user),
  };
}
