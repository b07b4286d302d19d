import type { Context } from "../graphql/context.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { confirmationCodeLifetimeMs } from "../user-pool/pool-definition.ts";
import { isRefusal, UserPoolError, type UserPoolErrorCode } from "../user-pool/user-pool-error.ts";
import { reserveHandle, restoreHandle } from "../users/handles.ts";
import { countAttempt } from "./count-attempt.ts";
import { accountExists } from "./notices.ts";
import { handleTaken } from "./to-rejected.ts";

export type NewAccount = { email: string; password: string; name: string; handle: string };

/**
 * Signs up: holds the handle, then has the pool make an account and mail a code. Whether the address has an
 * account already makes no difference to the caller; its owner is told by mail.
 *
 * @returns why not; undefined where a code is on its way.
 * @throws UserPoolError
 */
export async function signUp(context: Context, account: NewAccount): Promise<Rejected | undefined> {
  const { db, clock, userPool } = context;
  const now = clock();
  const until = new Date(now.getTime() + confirmationCodeLifetimeMs);
  const held = await reserveHandle(db, { handle: account.handle, email: account.email, now, until });
  if (!held) return new Rejected([handleTaken()]);
  try {
    const tooMany = await countAttempt(context, "mail", account.email);
    if (tooMany) {
      await restoreHandle(db, held);
      return tooMany;
    }
    await userPool.signUp(account).catch(async (error: unknown) => {
      if (!isCode(error, "USER_EXISTS")) throw error;
      await signUpAgain(context, account);
    });
  } catch (error) {
    await restoreHandle(db, held);
    throw error;
  }
  return undefined;
}

/**
 * Whoever signs up first with somebody else's address must not keep a password to their account: an account that
 * was never confirmed is replaced, so that the newest password counts. A confirmed one stays as it is.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
async function signUpAgain({ userPool, notices, log }: Context, account: NewAccount): Promise<void> {
  try {
    if (!(await userPool.removeUnconfirmed(account))) return notices.send(account.email, accountExists);
  } catch (error) {
    if (!isCode(error, "MISCONFIGURED")) throw error;
    log.warn(
      { err: error },
      "the API may not replace unconfirmed accounts: it lacks AdminGetUser or AdminDeleteUser",
    );
    return await resendOrTell({ userPool, notices }, account.email);
  }
  await userPool.signUp(account).catch((error: unknown) => {
    // A sign-up beside this one has made it anew: that one is the newest.
    if (!isCode(error, "USER_EXISTS")) throw error;
  });
}

/** Mails another code; the pool refuses where the account is confirmed. */
async function resendOrTell(
  { userPool, notices }: Pick<Context, "userPool" | "notices">,
  email: string,
): Promise<void> {
  try {
    await userPool.resendConfirmationCode({ email });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    notices.send(email, accountExists);
  }
}

function isCode(error: unknown, code: UserPoolErrorCode): boolean {
  return error instanceof UserPoolError && error.code === code;
}
