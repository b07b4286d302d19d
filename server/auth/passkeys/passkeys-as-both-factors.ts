import type { Member } from "../../graphql/identity.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";

/**
 * Lets the passkeys of an account with an authenticator app stand for both factors, where the pool has that: without it, such
 * an account could not sign in by them any more. A failure is only logged: the password and the app sign in all the same.
 */
export async function usePasskeysAsBothFactors(
  { userPool, poolProfile, log }: Pick<AuthContext, "userPool" | "poolProfile" | "log">,
  member: Member,
): Promise<void> {
  if (!poolProfile().passkeys?.areMultiFactor) return;
  try {
    await userPool.usePasskeysAsBothFactors(member);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    log.warn({ err: error, code: error.code }, "passkeys not used as both factors");
  }
}
