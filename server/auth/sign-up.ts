import type { Context } from "../graphql/context.ts";
import { confirmationCodeLifetimeMs } from "../user-pool/pool-definition.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import { releaseHandle, reserveHandle } from "../users/handles.ts";

export type NewAccount = { email: string; password: string; name: string; handle: string };

/**
 * Signs up: holds the handle, then has the pool make an account and mail a code. Whether the address has an
 * account already makes no difference to the caller.
 *
 * @returns false where the handle is somebody else's.
 * @throws UserPoolError
 */
export async function signUp(context: Context, account: NewAccount): Promise<boolean> {
  const { db, clock, userPool } = context;
  const now = clock();
  const until = new Date(now.getTime() + confirmationCodeLifetimeMs);
  if (!(await reserveHandle(db, { handle: account.handle, email: account.email, now, until }))) return false;
  try {
    await userPool.signUp(account);
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "USER_EXISTS") await signUpAgain(context, account);
    else {
      await releaseHandle(db, account.email);
      throw error;
    }
  }
  return true;
}

/**
 * Whoever signs up first with somebody else's address must not keep a password to their account: an account that
 * was never confirmed is replaced, so that the newest password counts. A confirmed one stays as it is.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
async function signUpAgain({ userPool, log }: Context, account: NewAccount): Promise<void> {
  try {
    if (!(await userPool.isUnconfirmed(account))) return;
    await userPool.delete(account);
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "MISCONFIGURED") throw error;
    log.warn(
      { err: error.cause },
      "the API may not replace unconfirmed accounts: AdminGetUser or AdminDeleteUser is missing",
    );
    return await userPool.resendConfirmationCode(account);
  }
  await userPool.signUp(account);
}
