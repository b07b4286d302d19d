import type { Member } from "../../graphql/identity.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";

/**
 * Ends all sign-ins of an account at the pool, of every app client: by the API's AWS permission, else by an
 * access token of the account. A failure is only logged: the sessions have ended here all the same.
 *
 * @returns whether they have ended.
 */
export async function signOutAtPool(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  member: Member,
): Promise<boolean> {
  const ways = [
    () => userPool.adminSignOutEverywhere({ username: member.claims.sub }),
    () => userPool.signOutEverywhere(member),
  ];
  for (const signOut of ways) {
    try {
      await signOut();
      return true;
    } catch (error) {
      log.warn(
        { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
        "sign-ins not ended at the user pool",
      );
    }
  }
  return false;
}
