import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { inTransaction } from "../../database/transaction.ts";
import { removeActivitiesOf } from "../../feed/maintenance/remove-activities-of.ts";
import type { Member } from "../../graphql/identity.ts";
import type { AuthContext, AuthServices } from "../context.ts";
import { endAllSessions } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import { accountDeleted } from "../shared/account-notices.ts";

type Deleting = Pick<AuthServices, "db" | "clock" | "revocations">;

/**
 * Deletes an account at the pool, then all that we have of it. Should this node die in between, or the pool's answer get
 * lost, it is finished later.
 *
 * @throws UserPoolError where the pool does not delete it, or cannot be heard.
 */
export async function deleteAccount(context: AuthContext, member: Member, user: UserRow): Promise<void> {
  const { db, clock, userPool, notices } = context;
  const { id: userId, sub } = user;
  await db.insert(accountDeletions).values({ userId, sub, requestedAt: clock() }).onConflictDoNothing();
  try {
    await userPool.deleteAccount(member);
  } catch (error) {
    const isRefused = error instanceof UserPoolError && error.code !== "UNAVAILABLE";
    if (isRefused) await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
    throw error;
  }
  await removePerson(context, user);
  notices.send(user.email, accountDeleted);
}

/** Removes what we have of a person whom the pool has deleted. */
async function removePerson(
  { db, clock, revocations }: Deleting,
  user: { id: string; sub: string },
): Promise<void> {
  await endAllSessions({ db, revocations }, user);
  await removeActivitiesOf(db, user.id);
  await inTransaction(db, async (tx) => {
    await tx.delete(users).where(eq(users.id, user.id));
    await tx
      .update(accountDeletions)
      .set({ finishedAt: clock() })
      .where(eq(accountDeletions.userId, user.id));
  });
}

/** Milliseconds: how long a deletion may be under way before another node looks after it, and how long it is kept. */
const underWay = 60 * 1000;
const keptFor = 31 * 24 * 60 * 60 * 1000;

/**
 * Finishes what a node that died, or an answer that got lost, has left: where the pool has deleted the account, so do
 * we; else it stays.
 *
 * @param onError hears of each that could not be looked after; the others are.
 */
export async function finishDeletions(
  { db, clock, revocations, userPool }: Deleting & Pick<AuthServices, "userPool">,
  onError: (error: unknown) => void,
): Promise<void> {
  const before = (milliseconds: number): Date => new Date(clock().getTime() - milliseconds);
  await db
    .delete(accountDeletions)
    .where(and(isNotNull(accountDeletions.finishedAt), lt(accountDeletions.finishedAt, before(keptFor))));
  const left = await db
    .select()
    .from(accountDeletions)
    .where(and(isNull(accountDeletions.finishedAt), lt(accountDeletions.requestedAt, before(underWay))));
  for (const { userId, sub } of left) {
    try {
      if (await userPool.exists({ username: sub }))
        await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
      else await removePerson({ db, clock, revocations }, { id: userId, sub });
    } catch (error) {
      onError(error);
    }
  }
}
