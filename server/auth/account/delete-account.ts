import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { inTransaction } from "../../database/transaction.ts";
import type { Member } from "../../graphql/identity.ts";
import { endAllSessionsHere } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import type { DeletedPerson } from "../../users/deletion-hooks.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { accountDeleted } from "../shared/account-notices.ts";

type DeletionServices = Pick<AuthContext, "db" | "clock" | "revocations" | "deletionHooks">;
type DeletionContext = DeletionServices & Pick<AuthContext, "userPool" | "notices" | "acceptLanguage">;

/**
 * Deletes an account at the pool, then our data about it. If this node stops in between, or the pool's
 * response is lost, `finishDeletions` finishes it.
 *
 * @throws UserPoolError if the pool refuses or does not respond.
 */
export async function deleteAccount(context: DeletionContext, member: Member, user: UserRow): Promise<void> {
  const { db, clock, userPool, notices } = context;
  const { id: userId, sub } = user;
  await db.insert(accountDeletions).values({ userId, sub, requestedAt: clock() }).onConflictDoNothing();
  try {
    await userPool.deleteAccount(member);
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code === "UNAVAILABLE") throw error;
    // A concurrent request may have deleted it. Then the deletion is finished, and its row has to stay.
    if (error.code !== "ACCESS_TOKEN_REFUSED" || (await isAtPool(context, member, sub))) {
      await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
      throw error;
    }
  }
  await deleteUser(context, user);
  notices.send(user.email, accountDeleted, context.acceptLanguage);
}

/**
 * Whether the pool has an account. Its access token tells, and the API's AWS permission where the token does
 * not: it was revoked, or has not the scope.
 *
 * @throws UserPoolError if the pool does not say.
 */
async function isAtPool(
  { userPool }: Pick<AuthContext, "userPool">,
  { accessToken }: Member,
  sub: string,
): Promise<boolean> {
  try {
    return await userPool.ownerExists({ accessToken });
  } catch (error) {
    if (!(error instanceof UserPoolError) || error.code !== "ACCESS_TOKEN_REFUSED") throw error;
    return await userPool.exists({ username: sub }).catch(() => {
      throw error;
    });
  }
}

/**
 * Finishes the deletion of an account whose response was lost: the password was right then, and cannot be
 * checked now.
 *
 * @returns false if no deletion has begun, or the pool still has the account.
 * @throws UserPoolError if the pool does not respond.
 */
export async function finishDeletion(
  context: DeletionContext,
  member: Member,
  user: UserRow,
): Promise<boolean> {
  const { db, notices } = context;
  const [deletion] = await db.select().from(accountDeletions).where(eq(accountDeletions.userId, user.id));
  if (!deletion || (await isAtPool(context, member, user.sub))) return false;
  await deleteUser(context, user);
  notices.send(user.email, accountDeleted, context.acceptLanguage);
  return true;
}

/** Deletes our data about an account that the pool has deleted. */
export async function deleteUser(
  { db, clock, revocations, deletionHooks }: DeletionServices,
  user: DeletedPerson,
): Promise<void> {
  await endAllSessionsHere({ db, revocations }, user);
  for (const { beforeAccountDeleted } of deletionHooks) await beforeAccountDeleted?.(db, user);
  await inTransaction(db, async (tx) => {
    for (const { onAccountDeleted } of deletionHooks) await onAccountDeleted?.(tx, user);
    await tx.delete(users).where(eq(users.id, user.id));
    await tx
      .update(accountDeletions)
      .set({ finishedAt: clock() })
      .where(eq(accountDeletions.userId, user.id));
  });
}

/** How long the node that started a deletion has to finish it. */
const finishAfterMs = 60 * 1000;
/** How long a finished deletion is kept. */
const retentionMs = 31 * 24 * 60 * 60 * 1000;

/**
 * Finishes the deletions that a stopped node or a lost response left unfinished. If the pool still has the
 * account, it stays.
 *
 * @param onError is called with the error of each deletion that failed; the others go on.
 */
export async function finishDeletions(
  services: DeletionServices & Pick<AuthContext, "userPool">,
  onError: (error: unknown) => void,
): Promise<void> {
  const { db, clock, userPool } = services;
  const ago = (milliseconds: number): Date => new Date(clock().getTime() - milliseconds);
  await db
    .delete(accountDeletions)
    .where(and(isNotNull(accountDeletions.finishedAt), lt(accountDeletions.finishedAt, ago(retentionMs))));
  const unfinished = await db
    .select()
    .from(accountDeletions)
    .where(and(isNull(accountDeletions.finishedAt), lt(accountDeletions.requestedAt, ago(finishAfterMs))));
  for (const { userId, sub } of unfinished) {
    try {
      if (await userPool.exists({ username: sub }))
        await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
      else await deleteUser(services, { id: userId, sub });
    } catch (error) {
      onError(error);
    }
  }
}
