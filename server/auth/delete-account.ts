import { eq, lt } from "drizzle-orm";
import { inTransaction } from "../database/transaction.ts";
import { removeActivitiesOf } from "../feed/remove-activities-of.ts";
import type { Context, Member, Services } from "../graphql/context.ts";
import { endAllSessions } from "../sessions/sessions.ts";
import type { UserRow } from "../users/users-table.ts";
import { users } from "../users/users-table.ts";
import { accountDeletions } from "./account-deletions-table.ts";
import { accountDeleted } from "./notices.ts";

type Deleting = Pick<Services, "db" | "revocations">;

/**
 * Deletes an account at the pool, then all that we have of it. Should this node die in between, another finishes it.
 *
 * @throws UserPoolError where the pool does not delete it; nothing has changed then.
 */
export async function deleteAccount(context: Context, member: Member, user: UserRow): Promise<void> {
  const { db, clock, userPool, notices } = context;
  const { id: userId, sub } = user;
  await db.insert(accountDeletions).values({ userId, sub, requestedAt: clock() }).onConflictDoNothing();
  try {
    await userPool.deleteAccount(member);
  } catch (error) {
    await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
    throw error;
  }
  await removePerson(context, user);
  notices.send(user.email, accountDeleted);
}

/** Removes what we have of a person whom the pool has deleted. */
async function removePerson({ db, revocations }: Deleting, user: { id: string; sub: string }): Promise<void> {
  await endAllSessions({ db, revocations }, user);
  await inTransaction(db, async (tx) => {
    await removeActivitiesOf(tx, user.id);
    await tx.delete(users).where(eq(users.id, user.id));
    await tx.delete(accountDeletions).where(eq(accountDeletions.userId, user.id));
  });
}

/** How long a deletion may be under way before another node looks after it. */
const underWayMs = 60 * 1000;

/** Finishes what a node that died has left: where the pool has deleted the account, so do we; else it stays. */
export async function finishDeletions({
  db,
  clock,
  revocations,
  userPool,
}: Deleting & Pick<Services, "clock" | "userPool">): Promise<void> {
  const left = await db
    .select()
    .from(accountDeletions)
    .where(lt(accountDeletions.requestedAt, new Date(clock().getTime() - underWayMs)));
  for (const { userId, sub } of left) {
    if (await userPool.exists({ username: sub }))
      await db.delete(accountDeletions).where(eq(accountDeletions.userId, userId));
    else await removePerson({ db, revocations }, { id: userId, sub });
  }
}
