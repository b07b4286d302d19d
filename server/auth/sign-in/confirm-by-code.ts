import { randomBytes } from "node:crypto";
import { revokeAtPool } from "../../sessions/end-sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Authentication } from "../../user-pool/verbs/authentication.ts";
import type { AuthContext } from "../context.ts";
import { isSignUpOf } from "../sign-up/sign-up-cookie.ts";
import type { PendingChallenge } from "./challenges-table.ts";

export type ConfirmByCodeContext = Pick<AuthContext, "userPool" | "signUpKey" | "signUpCookie" | "log">;

/**
 * Submits the code of a sign-in without a password, which confirms an account that was not: the code went to its address.
 * Whoever signed up with that address chose the password, though. Unless that was this browser, a random password takes its
 * place, so that a stranger's does not survive the owner's first sign-in.
 *
 * The pool is asked for the account whether or not there is one, so that the duration does not tell.
 *
 * @throws UserPoolError
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
export async function confirmByCode(
  context: ConfirmByCodeContext,
  { username, identifier }: Pick<PendingChallenge, "username" | "identifier">,
  submit: () => Promise<Authentication>,
): Promise<Authentication> {
  const { userPool } = context;
  const account = await findAccount(context, username);
  const authentication = await submit();
  const sub = account?.isUnconfirmed ? account.sub : undefined;
  if (sub === undefined || isSignUpOf(context, identifier, sub)) return authentication;
  try {
    await userPool.setPassword({ sub, newPassword: randomPassword() });
    return authentication;
  } catch (error) {
    context.log.error({ err: error }, "the password of an unconfirmed account was not replaced");
    const refreshToken = authentication.kind === "tokens" ? authentication.tokens.refreshToken : undefined;
    if (refreshToken !== undefined) await revokeAtPool(context, refreshToken);
    throw error;
  }
}

/** Undefined also where the API lacks the permission: then it cannot replace an unconfirmed account either. */
async function findAccount({ userPool }: Pick<AuthContext, "userPool">, username: string) {
  try {
    return await userPool.findAccount({ username });
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "NOT_PERMITTED") return undefined;
    throw error;
  }
}

/** One that fits every policy of a pool, and that nobody knows. */
function randomPassword(): string {
  return `aA1-${randomBytes(64).toString("base64url")}`;
}
