import { isRefusal } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { revokeAtPool } from "../session/revoke-at-pool.ts";
import { isPossiblePassword } from "./input-rules.ts";

/**
 * Checks the password by a sign-in at the pool. A challenge proves it too: the pool sends one only after a
 * right password.
 */
export async function isPassword(
  context: Pick<AuthContext, "userPool" | "log">,
  email: string,
  password: string,
): Promise<boolean> {
  if (!isPossiblePassword(password)) return false;
  try {
    const authentication = await context.userPool.signIn({ email, password });
    const refreshToken = authentication.kind === "tokens" ? authentication.tokens.refreshToken : undefined;
    if (refreshToken !== undefined) await revokeAtPool(context, refreshToken);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
