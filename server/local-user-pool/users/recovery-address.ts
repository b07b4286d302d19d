import { notAuthorized } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/**
 * Finds the address for a ForgotPassword code: the verified e-mail address, if the pool allows it. Phone numbers are
 * ignored even if the pool prefers them, because there is no SMS.
 *
 * @throws UserPoolException NotAuthorizedException where only an administrator can reset the password.
 */
export function findRecoveryAddress(pool: UserPool, { attributes }: User): string | undefined {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms?.map(({ Name }) => Name);
  if (mechanisms?.includes("admin_only")) throw notAuthorized("Contact administrator to reset password.");
  const byMail = mechanisms?.includes("verified_email") ?? true;
  return byMail && attributes["email_verified"] === "true" ? attributes["email"] : undefined;
}
