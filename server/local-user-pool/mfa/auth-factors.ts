import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { hasVerified } from "../users/attributes.ts";
import { toMfaSettings } from "./mfa-preference.ts";

/** The response of GetUserAuthFactors and AdminGetUserAuthFactors. */
export function toAuthFactors(pool: UserPool, user: User) {
  const allowed = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const has = {
    PASSWORD: user.passwordHash !== null,
    EMAIL_OTP: hasVerified(user, "email"),
    SMS_OTP: pool.settings.SmsConfiguration !== undefined && hasVerified(user, "phone_number"),
  };
  const factors = (["PASSWORD", "EMAIL_OTP", "SMS_OTP"] as const).filter(
    (factor) => allowed.includes(factor) && has[factor],
  );
  return { Username: user.username, ConfiguredUserAuthFactors: factors, ...toMfaSettings(user) };
}
