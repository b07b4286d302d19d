import type { AuthContext } from "../context.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { isRefusal, UserPoolError, type UserPoolErrorCode } from "../../user-pool/user-pool-error.ts";
import { reserveHandle, restoreHandle } from "../../users/handles.ts";
import { countAttempt } from "../shared/attempts.ts";
import { accountExists } from "../shared/account-notices.ts";
import type { SignUpOutcome } from "./sign-up-cookie.ts";
import { handleTaken } from "../shared/problems.ts";

export type NewAccount = { email: string; password: string; name: string; handle: string };

/**
 * Signs up: holds the handle, then has the pool make an account and mail a code. Whether the address has an
 * account already makes no difference to the caller; its owner is told by mail.
 *
 * @returns why not; or, where a code is on its way, what is for nobody but this browser's cookie.
 * @throws UserPoolError
 */
export async function signUp(context: AuthContext, account: NewAccount): Promise<Rejected | SignUpOutcome> {
  const { db, clock } = context;
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
    return await makeAccount(context, account, () => signUpAgain(context, account));
  } catch (error) {
    await restoreHandle(db, held);
    throw error;
  }
}

async function makeAccount(
  { userPool }: Pick<AuthContext, "userPool">,
  account: NewAccount,
  whereThereIsOne: () => Promise<SignUpOutcome>,
): Promise<SignUpOutcome> {
  try {
    const { sub } = await userPool.signUp(account);
    return { kind: "account", sub };
  } catch (error) {
    if (!isCode(error, "USER_EXISTS")) throw error;
    return await whereThereIsOne();
  }
}

/**
 * Whoever signs up first with somebody else's address must not keep a password to their account: an account that
 * was never confirmed is replaced, so that the newest password counts. A confirmed one stays as it is.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
async function signUpAgain(
  { userPool, notices, log }: AuthContext,
  account: NewAccount,
): Promise<SignUpOutcome> {
  try {
    if (!(await userPool.removeUnconfirmed(account))) {
      notices.send(account.email, accountExists);
      return { kind: "none" };
    }
  } catch (error) {
    if (!isCode(error, "MISCONFIGURED")) throw error;
    log.warn(
      { err: error },
      "the API may not replace unconfirmed accounts: it lacks AdminGetUser or AdminDeleteUser",
    );
    await resendOrTell({ userPool, notices }, account.email);
    return { kind: "kept" };
  }
  // Where there is one again, a sign-up beside this one has made it: that one is the newest.
  return await makeAccount({ userPool }, account, async () => ({ kind: "none" }));
}

/** Mails another code; the pool refuses where the account is confirmed. */
async function resendOrTell(
  { userPool, notices }: Pick<AuthContext, "userPool" | "notices">,
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
