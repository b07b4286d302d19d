import type { Rejected } from "../../graphql/problem.type.ts";
import { revokeAtPool } from "../../sessions/end-sessions.ts";
import { isRefusal } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "./attempts.ts";
import { isPossiblePassword } from "./input-rules.ts";

/**
 * Checks the password of a member by a sign-in at the pool, and counts the attempt. A challenge proves it too:
 * the pool sends one only after a right password.
 *
 * @returns whether it is right; RATE_LIMITED if there were too many attempts.
 * @throws UserPoolError if the pool does not say.
 */
export async function checkPassword(
  context: Pick<AuthContext, "userPool" | "log"> & AttemptContext,
  { id, email }: { id: string; email: string },
  password: string,
): Promise<boolean | Rejected> {
  const tooMany = await countAttempt(context, "password", id);
  if (tooMany) return tooMany;
  if (!(await isPasswordOf(context, email, password))) return false;
  await resetAttempts(context, "password", id);
  return true;
}

/**
 * Whether the pool accepts a password.
 *
 * @throws UserPoolError if it does not say.
 */
export async function isPasswordOf(
  context: Pick<AuthContext, "userPool" | "log">,
  email: string,
  password: string,
): Promise<boolean> {
  if (!isPossiblePassword(password)) return false;
  try {
    const authentication = await context.userPool.signIn({ username: email, password });
    const refreshToken = authentication.kind === "tokens" ? authentication.tokens.refreshToken : undefined;
    if (refreshToken !== undefined) await revokeAtPool(context, refreshToken);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
