import { eq } from "drizzle-orm";
import { invalidParameter, userDoesNotExist } from "../protocol/exceptions.ts";
import { boolean, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { hasVerifiedEmail } from "../users/attributes.ts";
import { lockUser } from "../users/users.ts";
import { findSoftwareToken } from "./software-tokens.ts";

const factorSettings = structure({}, { Enabled: boolean, PreferredMfa: boolean });

/** The members that SetUserMFAPreference and AdminSetUserMFAPreference share. */
export const mfaPreferenceMembers = {
  SMSMfaSettings: factorSettings,
  SoftwareTokenMfaSettings: factorSettings,
  EmailMfaSettings: factorSettings,
};

type MfaPreference = { [Name in keyof typeof mfaPreferenceMembers]?: ValueOf<typeof factorSettings> };

/**
 * Enables or disables second factors and sets the preferred one. Omitted factors stay unchanged.
 *
 * @throws UserPoolException InvalidParameterException for a factor that the user does not have, or two preferred
 * ones.
 */
export async function setMfaPreference(
  tx: Database,
  pool: UserPool,
  { id }: User,
  { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings }: MfaPreference,
): Promise<void> {
  const user = await lockUser(tx, id);
  if (!user) throw userDoesNotExist();
  if (SMSMfaSettings?.Enabled) {
    throw invalidParameter("User does not have delivery config set to turn on SMS_MFA");
  }
  if (SoftwareTokenMfaSettings?.Enabled && !(await findSoftwareToken(tx, user))?.secret) {
    throw invalidParameter("User has not verified software token mfa");
  }
  if (EmailMfaSettings?.Enabled && (!pool.mfa.EmailMfaConfiguration || !hasVerifiedEmail(user))) {
    throw invalidParameter("User does not have delivery config set to turn on EMAIL_OTP");
  }
  const preferred = [
    ...(SoftwareTokenMfaSettings?.PreferredMfa ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(EmailMfaSettings?.PreferredMfa ? (["EMAIL_OTP"] as const) : []),
  ];
  if (preferred.length > 1) throw invalidParameter("Cannot set multiple preferred MFAs.");
  const softwareTokenMfaEnabled = SoftwareTokenMfaSettings?.Enabled ?? user.softwareTokenMfaEnabled;
  const emailMfaEnabled = EmailMfaSettings?.Enabled ?? user.emailMfaEnabled;
  const isEnabled = { SOFTWARE_TOKEN_MFA: softwareTokenMfaEnabled, EMAIL_OTP: emailMfaEnabled };
  const [first = currentPreference(user, { SoftwareTokenMfaSettings, EmailMfaSettings })] = preferred;
  const preferredMfa = first !== null && isEnabled[first] ? first : null;
  await tx
    .update(users)
    .set({ softwareTokenMfaEnabled, emailMfaEnabled, preferredMfa })
    .where(eq(users.id, id));
}

/** The current preference, unless the request withdraws it. */
function currentPreference(user: User, { SoftwareTokenMfaSettings, EmailMfaSettings }: MfaPreference) {
  const settings = user.preferredMfa === "EMAIL_OTP" ? EmailMfaSettings : SoftwareTokenMfaSettings;
  return settings?.PreferredMfa === false ? null : user.preferredMfa;
}

/** A user's MFA settings as in responses. Empty settings are absent. */
export function toMfaSettings({ softwareTokenMfaEnabled, emailMfaEnabled, preferredMfa }: User) {
  const enabled = [
    ...(softwareTokenMfaEnabled ? ["SOFTWARE_TOKEN_MFA"] : []),
    ...(emailMfaEnabled ? ["EMAIL_OTP"] : []),
  ];
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(preferredMfa !== null && { PreferredMfaSetting: preferredMfa }),
  };
}
