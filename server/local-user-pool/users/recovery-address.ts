import type { Address, AddressAttribute } from "../mail/code-delivery.ts";
import { notAuthorized } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { hasVerified } from "./attributes.ts";

/**
 * Finds the address for a ForgotPassword code: the first that the user has verified, in the order of the pool's
 * AccountRecoverySetting. Without that setting phone numbers come first; with it, a phone number that receives codes of
 * SMS_MFA does not qualify. Phone numbers need a pool that can send SMS.
 *
 * @throws UserPoolException NotAuthorizedException where only an administrator can reset the password.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AccountRecoverySettingType.html
 */
export function findRecoveryAddress({ settings, mfa }: UserPool, user: User): Address | undefined {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms;
  if (mechanisms?.some(({ Name }) => Name === "admin_only")) {
    throw notAuthorized("Contact administrator to reset password.");
  }
  const hasSmsMfa = mfa.MfaConfiguration !== "OFF" && mfa.SmsMfaConfiguration && user.smsMfaEnabled;
  const canUsePhone = settings.SmsConfiguration !== undefined && !(mechanisms && hasSmsMfa);
  const ordered: AddressAttribute[] = mechanisms
    ? mechanisms
        .toSorted((one, other) => one.Priority - other.Priority)
        .map(({ Name }) => (Name === "verified_email" ? "email" : "phone_number"))
    : ["phone_number", "email"];
  const attribute = ordered.find((each) => hasVerified(user, each) && (each === "email" || canUsePhone));
  return attribute && { attribute, value: user.attributes[attribute] ?? "" };
}
