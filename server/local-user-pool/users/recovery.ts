import { notAuthorized } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/**
 * The address that a code for a forgotten password goes to: the verified e-mail address. The pool's recovery setting may
 * put the telephone first, but no SMS is sent from here.
 *
 * @throws UserPoolException NotAuthorizedException where only an administrator may help.
 */
export function recoveryAddress(pool: UserPool, { attributes }: User): string | undefined {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms?.map(({ Name }) => Name);
  if (mechanisms?.includes("admin_only")) throw notAuthorized("Contact administrator to reset password.");
  const byMail = mechanisms?.includes("verified_email") ?? true;
  return byMail && attributes["email_verified"] === "true" ? attributes["email"] : undefined;
}
