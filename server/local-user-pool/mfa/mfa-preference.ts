import { eq } from "drizzle-orm";
import { invalidParameter, userDoesNotExist } from "../protocol/exceptions.ts";
import { boolean, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import { softwareTokenOf } from "./software-tokens.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { lockUser } from "../users/users.ts";
import { canGetMail } from "../users/attributes.ts";

const factorSettings = structure({}, { Enabled: boolean, PreferredMfa: boolean });

/** What SetUserMFAPreference and AdminSetUserMFAPreference both take. */
export const mfaPreferenceMembers = {
  SMSMfaSettings: factorSettings,
  SoftwareTokenMfaSettings: factorSettings,
  EmailMfaSettings: factorSettings,
};

type MfaPreference = { [Name in keyof typeof mfaPreferenceMembers]?: ValueOf<typeof factorSettings> };

/**
 * Switches second factors on or off, and says which comes first. What is not mentioned stays.
 *
 * @throws UserPoolException InvalidParameterException for a factor that the user does not have, or two first ones.
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
  if (SoftwareTokenMfaSettings?.Enabled && !(await softwareTokenOf(tx, user))?.secret) {
    throw invalidParameter("User has not verified software token mfa");
  }
  if (EmailMfaSettings?.Enabled && (!pool.mfa.EmailMfaConfiguration || !canGetMail(user))) {
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
  const [first = preferredBefore(user, { SoftwareTokenMfaSettings, EmailMfaSettings })] = preferred;
  const preferredMfa = first !== null && isEnabled[first] ? first : null;
  await tx
    .update(users)
    .set({ softwareTokenMfaEnabled, emailMfaEnabled, preferredMfa })
    .where(eq(users.id, id));
}

/** The earlier preference, unless the request takes it back. */
function preferredBefore(user: User, { SoftwareTokenMfaSettings, EmailMfaSettings }: MfaPreference) {
  const settings = user.preferredMfa === "EMAIL_OTP" ? EmailMfaSettings : SoftwareTokenMfaSettings;
  return settings?.PreferredMfa === false ? null : user.preferredMfa;
}

/** The MFA settings of a user; a setting that is empty is absent. */
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
