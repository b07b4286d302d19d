import type { Member } from "../../graphql/identity.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";
import { requireUserScope } from "../session/require-user-scope.ts";

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
  if (poolProfile().firstFactors.every((factor) => factor === "PASSWORD")) return false;
  const refused = requireUserScope(member);
  if (refused) return refused;
  return !(await userPool.hasPassword(member));
}
