import type { Member } from "../../graphql/identity.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import { isAccountOf, type ProviderIdentity } from "../../user-pool/identities.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { lacksPassword } from "../shared/lacks-password.ts";

/**
 * Whether something signs in to an account besides one of its providers: a password, a code by mail, a passkey, or another
 * provider. The identity that made an account is a part of it, so that Cognito cannot unlink it.
 *
 * @throws UserPoolError
 */
export async function hasOtherWayIn(
  context: Pick<AuthContext, "poolProfile" | "userPool">,
  {
    member,
    user,
    identity,
    others,
  }: { member: Member; user: UserRow; identity: ProviderIdentity; others: ProviderIdentity[] },
): Promise<boolean | Rejected> {
  if (isAccountOf(identity, member.claims.username)) return false;
  if (others.length > 0) return true;
  const lacks = await lacksPassword(context, member);
  if (lacks !== true) return lacks === false ? true : lacks;
  const { firstFactors } = context.poolProfile();
  if (firstFactors.includes("EMAIL_OTP") && user.emailVerified) return true;
  return firstFactors.includes("WEB_AUTHN") && (await context.userPool.listPasskeys(member)).length > 0;
}
