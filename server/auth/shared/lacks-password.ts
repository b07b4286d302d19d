import type { Member } from "../../graphql/identity.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";
import { requireUserScope } from "../session/require-user-scope.ts";

/**
 * Whether an external provider made the account. The pool names it after its identity, and puts it into a group that is named
 * after the pool and the provider, which a person cannot choose.
 */
function isOfProvider({ username, groups }: Member["claims"], providers: readonly string[]): boolean {
  return providers.some(
    (name) =>
      username.toLowerCase().startsWith(`${name.toLowerCase()}_`) &&
      groups.some((group) => group.endsWith(`_${name}`) && /^[a-z]+(-[a-z]+)+-\d_[A-Za-z0-9]+_/.test(group)),
  );
}

/**
 * Whether an account has no password, so that something else must do where the password is asked for again. The user pool
 * tells it by a token with the user scope alone.
 *
 * @throws UserPoolError
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html
 */
export async function lacksPassword(
  { poolProfile, userPool }: Pick<AuthContext, "poolProfile" | "userPool">,
  member: Member,
): Promise<boolean | Rejected> {
  if (isOfProvider(member.claims, poolProfile().identityProviders)) return true;
  if (poolProfile().firstFactors.every((factor) => factor === "PASSWORD")) return false;
  const refused = requireUserScope(member);
  if (refused) return refused;
  return !(await userPool.hasPassword(member));
}
