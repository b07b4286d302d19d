import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";

/** Revokes a refresh token at the pool. A failure is only logged: the session has ended here all the same. */
export async function revokeAtPool(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  refreshToken: string,
): Promise<void> {
  try {
    await userPool.revoke({ refreshToken });
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "refresh token not revoked at the user pool",
    );
  }
}
