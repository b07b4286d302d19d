import type { AuthContext } from "../context.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";

/** Tells the pool that a session has ended. It has ended here whether or not the pool can be told. */
export async function revokeAtPool(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  refreshToken: string,
): Promise<void> {
  try {
    await userPool.revoke({ refreshToken });
  } catch (error) {
    log.warn(
      { code: error instanceof UserPoolError ? error.code : "UNKNOWN" },
      "the pool was not told of a sign-out",
    );
  }
}
