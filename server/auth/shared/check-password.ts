import type { Member } from "../../graphql/identity.ts";
import type { Rejected } from "../../graphql/problem.type.ts";
import { revokeAtPool } from "../../sessions/end-sessions.ts";
import type { MemberClaims } from "../../user-pool/tokens/access-token-claims.ts";
import { isRefusal } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "./attempts.ts";
import { isPossiblePassword } from "./password-rules.ts";

/**
 * Checks the password of a member by a sign-in at the pool, by the account's name there: it may have no address, or share
 * one, and counts the attempt. A challenge proves it too:
 * the pool sends one only after a right password.
 *
 * @returns whether it is right; RATE_LIMITED if there were too many attempts.
 * @throws UserPoolError if the pool does not say.
 */
export async function checkPassword(
  context: Pick<AuthContext, "userPool" | "log"> & AttemptContext,
  { userId, claims }: Pick<Member, "userId" | "claims">,
  password: string,
): Promise<boolean | Rejected> {
  const tooMany = await countAttempt(context, "password", userId);
  if (tooMany) return tooMany;
  if (!(await isPasswordOf(context, claims, password))) return false;
  await resetAttempts(context, "password", userId);
  return true;
}

/**
 * Whether the pool accepts a password for the account of a token.
 *
 * @throws UserPoolError if it does not say.
 */
export async function isPasswordOf(
  context: Pick<AuthContext, "userPool" | "log">,
  { username }: Pick<MemberClaims, "username">,
  password: string,
): Promise<boolean> {
  if (!isPossiblePassword(password)) return false;
  try {
    const authentication = await context.userPool.signIn({ username, password });
    const refreshToken = authentication.kind === "tokens" ? authentication.tokens.refreshToken : undefined;
    if (refreshToken !== undefined) await revokeAtPool(context, refreshToken);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
