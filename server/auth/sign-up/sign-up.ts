import { Rejected } from "../../graphql/problem.type.ts";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { isRefusal, UserPoolError, type UserPoolErrorCode } from "../../user-pool/user-pool-error.ts";
import { profileToKeep } from "../../user-pool/profile/attribute-mapping.ts";
import { keepProfile } from "../../users/first-profile/pending-profiles.ts";
import { hasLookalike } from "../../users/find-lookalike.ts";
import { restoreHandle } from "../../users/handles.ts";
import type { AuthContext } from "../context.ts";
import { findVerifiedOwner } from "../providers/find-owner.ts";
import { accountExists } from "../shared/account-notices.ts";
import { type AttemptContext, countAttempt } from "../shared/attempts.ts";
import { handleTaken, looksLikeSomebody } from "../shared/problems.ts";
import { type HandleContext, reserveFreeHandle } from "../shared/reserve-free-handle.ts";
import type { NewAccount } from "./new-account.ts";
import type { SignUpOutcome } from "./sign-up-cookie.ts";

/**
 * Signs up: reserves the handle, then has the pool create an account and mail a code. The result does not
 * reveal whether the address has an account; its owner gets a mail instead.
 *
 * @returns Rejected, or an outcome that may only go into the sign-up cookie.
 * @throws UserPoolError
 */
export async function signUp(
  context: CreationContext & AttemptContext & HandleContext,
  account: NewAccount,
): Promise<Rejected | SignUpOutcome> {
  const { db } = context;
  const { handle, contact } = account;
  if (await hasLookalike(db, account)) return new Rejected([looksLikeSomebody()]);
  const reservation = await reserveFreeHandle(context, {
    handle,
    email: contact,
    forMs: confirmationCodeLifetimeMs,
  });
  if (!reservation) return new Rejected([handleTaken()]);
  try {
    const tooMany = await countAttempt(context, "mail", account.identifier.key);
    if (tooMany) {
      await restoreHandle(db, reservation);
      return tooMany;
    }
    const outcome = await createAccount(context, account);
    if (outcome instanceof Rejected) await restoreHandle(db, reservation);
    else if (outcome.kind === "created") await keepUnwritten(context, outcome, account);
    return outcome;
  } catch (error) {
    await restoreHandle(db, reservation);
    throw error;
  }
}

/** Keeps the name and the handle that the pool does not have, until the account is used. */
async function keepUnwritten(
  { db, clock, poolProfile, log }: Pick<AuthContext, "db" | "clock" | "poolProfile" | "log">,
  { sub }: { sub: string },
  account: NewAccount,
): Promise<void> {
  try {
    const chosen = profileToKeep(poolProfile().attributeMapping, account);
    await keepProfile(db, { sub, chosen, now: clock() });
  } catch (error) {
    // The account exists, and a second sign-up would not say so. The person is asked for both again.
    log.warn({ err: error }, "name and handle of a sign-up not kept");
  }
}

/**
 * Creates the account. One that was never confirmed is replaced, so that the newest password counts: whoever signs up
 * first with somebody else's address must not keep a password to their account. A confirmed account stays, and its owner
 * gets a mail. The pool gets the same calls in all of these cases, so that their duration tells none from another.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
async function createAccount(
  context: CreationContext,
  account: NewAccount,
): Promise<SignUpOutcome | Rejected> {
  const { userPool, notices, acceptLanguage, log } = context;
  const { identifier, email, password, attributes } = account;
  const username = identifier.value;
  if (email !== undefined && (await isOfProvider(context, email))) {
    notices.send(email, accountExists, acceptLanguage);
    return { kind: "none" };
  }
  const removal = await removeUnconfirmed({ userPool }, account);
  try {
    return { kind: "created", ...(await userPool.signUp({ username, password, attributes })) };
  } catch (error) {
    if (!hasCode(error, "USER_EXISTS")) throw error;
  }
  // Handles are public, so this reveals nothing.
  if (identifier.kind === "USERNAME") return new Rejected([handleTaken()]);
  if (removal instanceof UserPoolError) {
    log.warn(
      { err: removal },
      "unconfirmed account not replaced: the API lacks the permission AdminGetUser or AdminDeleteUser",
    );
    await resendOrNotify({ userPool, notices, acceptLanguage }, account);
    return { kind: "notReplaced" };
  }
  // If the address was free, a concurrent sign-up has created the account. It wins.
  if (!removal.isFree && email !== undefined) notices.send(email, accountExists, acceptLanguage);
  return { kind: "none" };
}

type CreationContext = Pick<AuthContext, "userPool" | "notices" | "acceptLanguage" | "log"> & ProviderContext;
type ProviderContext = Pick<AuthContext, "db" | "poolProfile" | "removeIfGone">;

/**
 * Whether an address has an account that an identity provider may have made: the pool does not sign in by its address, and would
 * take a second one with the same. Minimum durations hide how long this takes.
 */
async function isOfProvider(context: ProviderContext, email: string): Promise<boolean> {
  if (context.poolProfile().identityProviders.length === 0) return false;
  return (await findVerifiedOwner(context, email)) !== undefined;
}

/** Returns the error if the API lacks a permission. */
async function removeUnconfirmed(
  { userPool }: Pick<AuthContext, "userPool">,
  account: NewAccount,
): Promise<{ isFree: boolean } | UserPoolError> {
  try {
    const { identifier, contact } = account;
    return { isFree: await userPool.removeUnconfirmed({ username: identifier.value, contact }) };
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "NOT_PERMITTED") return error;
    throw error;
  }
}

/** Resends the code. The pool refuses if the account is confirmed; then its owner gets a mail. */
async function resendOrNotify(
  { userPool, notices, acceptLanguage }: Pick<AuthContext, "userPool" | "notices" | "acceptLanguage">,
  { identifier, email }: NewAccount,
): Promise<void> {
  try {
    await userPool.resendConfirmationCode({ username: identifier.value });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (email !== undefined) notices.send(email, accountExists, acceptLanguage);
  }
}

function hasCode(error: unknown, code: UserPoolErrorCode): boolean {
  return error instanceof UserPoolError && error.code === code;
}
