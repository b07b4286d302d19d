import { invalidParameter } from "../protocol/exceptions.ts";
import { AttributeName } from "../protocol/request-members.ts";
import { list, oneOf, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { setMfaPreference } from "./mfa-preference.ts";

export const MFAOptions = list(structure({}, { DeliveryMedium: oneOf("SMS", "EMAIL"), AttributeName }));

/**
 * Turns SMS_MFA on or off, which is all that these options can do: one by SMS to the phone number, or none.
 *
 * @throws UserPoolException InvalidParameterException
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html
 */
export async function setMfaOptions(
  database: Database,
  pool: UserPool,
  user: User,
  options: ValueOf<typeof MFAOptions>,
): Promise<void> {
  const isSms = ({ DeliveryMedium, AttributeName: attribute }: (typeof options)[number]) =>
    DeliveryMedium === "SMS" && attribute === "phone_number";
  if (options.length > 1 || !options.every(isSms)) {
    throw invalidParameter("MFA options can be SMS to phone_number alone.");
  }
  const SMSMfaSettings = { Enabled: options.length > 0 };
  await database.transaction((tx) => setMfaPreference(tx, pool, user, { SMSMfaSettings }));
}
