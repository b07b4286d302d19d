import { eq } from "drizzle-orm";
import { invalidParameter, userDoesNotExist } from "../protocol/exceptions.ts";
import { boolean, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import { hasMultiFactorPasskeys } from "../settings/mfa-settings.ts";
import type { MfaFactor } from "../tables/auth-session-state.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { hasVerified } from "../users/attributes.ts";
import { lockUser } from "../users/users.ts";
import { findSoftwareToken } from "./software-tokens.ts";

const factorSettings = structure({}, { Enabled: boolean, PreferredMfa: boolean });

/** The members that SetUserMFAPreference and AdminSetUserMFAPreference share. */
export const mfaPreferenceMembers = {
  SMSMfaSettings: factorSettings,
  SoftwareTokenMfaSettings: factorSettings,
  EmailMfaSettings: factorSettings,
  WebAuthnMfaSettings: structure({}, { Enabled: boolean }),
};

type MfaPreference = {
  [Name in keyof typeof mfaPreferenceMembers]?: ValueOf<(typeof mfaPreferenceMembers)[Name]>;
};

/**
 * Enables or disables second factors and sets the preferred one. Omitted factors stay unchanged.
 *
 * @throws UserPoolException InvalidParameterException for a factor that the user does not have, two preferred ones, or
 * passkeys as both factors where the pool does not have that or the user has no other second factor.
 */
export async function setMfaPreference(
  tx: Database,
  pool: UserPool,
  { id }: User,
  preference: MfaPreference,
): Promise<void> {
  const user = await lockUser(tx, id);
  if (!user) throw userDoesNotExist();
  const settings = {
    SMS_MFA: preference.SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: preference.SoftwareTokenMfaSettings,
    EMAIL_OTP: preference.EmailMfaSettings,
  };
  // A phone number need not be verified: the first code of SMS_MFA verifies it.
  const canReceive = {
    SMS_MFA: pool.mfa.SmsMfaConfiguration !== undefined && Boolean(user.attributes["phone_number"]),
    EMAIL_OTP: pool.mfa.EmailMfaConfiguration !== undefined && hasVerified(user, "email"),
  };
  for (const factor of ["SMS_MFA", "EMAIL_OTP"] as const) {
    if (settings[factor]?.Enabled && !canReceive[factor]) {
      throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
    }
  }
  if (settings.SOFTWARE_TOKEN_MFA?.Enabled && !(await findSoftwareToken(tx, user))?.secret) {
    throw invalidParameter("User has not verified software token mfa");
  }
  const preferred = mfaFactors.filter((factor) => settings[factor]?.PreferredMfa);
  if (preferred.length > 1) throw invalidParameter("Cannot set multiple preferred MFAs.");
  const enabledBefore = enabledFactors(user);
  const isEnabled = (factor: MfaFactor) => settings[factor]?.Enabled ?? enabledBefore[factor];
  const { Enabled: webAuthnMfaEnabled = user.webAuthnMfaEnabled } = preference.WebAuthnMfaSettings ?? {};
  if (preference.WebAuthnMfaSettings?.Enabled) {
    checkMultiFactorPasskeys(pool, mfaFactors.some(isEnabled));
  }
  const [first = currentPreference(user, settings)] = preferred;
  const preferredMfa = first !== null && isEnabled(first) ? first : null;
  await tx
    .update(users)
    .set({
      smsMfaEnabled: isEnabled("SMS_MFA"),
      softwareTokenMfaEnabled: isEnabled("SOFTWARE_TOKEN_MFA"),
      emailMfaEnabled: isEnabled("EMAIL_OTP"),
      webAuthnMfaEnabled,
      preferredMfa,
    })
    .where(eq(users.id, id));
}

/** The other factor is for the day on which the user loses the passkey. */
function checkMultiFactorPasskeys({ mfa }: UserPool, hasOtherFactor: boolean): void {
  if (!hasMultiFactorPasskeys(mfa)) {
    throw invalidParameter(
      "WebAuthn MFA requires the factor configuration MULTI_FACTOR_WITH_USER_VERIFICATION",
    );
  }
  if (!hasOtherFactor) throw invalidParameter("WebAuthn MFA requires another MFA method of the user");
}

/** The order in which responses list the factors. */
const mfaFactors = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const satisfies MfaFactor[];

function enabledFactors(user: User): Record<MfaFactor, boolean> {
  return {
    SMS_MFA: user.smsMfaEnabled,
    SOFTWARE_TOKEN_MFA: user.softwareTokenMfaEnabled,
    EMAIL_OTP: user.emailMfaEnabled,
  };
}

/** The current preference, unless the request withdraws it. */
function currentPreference(
  { preferredMfa }: User,
  settings: Record<MfaFactor, ValueOf<typeof factorSettings> | undefined>,
): MfaFactor | null {
  return preferredMfa !== null && settings[preferredMfa]?.PreferredMfa === false ? null : preferredMfa;
}

/** A user's MFA settings as in responses. Empty settings are absent. */
export function toMfaSettings(user: User) {
  const isEnabled = enabledFactors(user);
  const enabled = mfaFactors.filter((factor) => isEnabled[factor]);
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(user.preferredMfa !== null && { PreferredMfaSetting: user.preferredMfa }),
  };
}
