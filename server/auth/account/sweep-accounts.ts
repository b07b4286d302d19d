import { randomUUID } from "node:crypto";
import { and, asc, eq, gt } from "drizzle-orm";
import { acquireLease, releaseLease } from "../../database/lease.ts";
import { repeat } from "../../lib/repeat.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import { accountSweeps } from "../../users/account-sweeps-table.ts";
import { hasAccount } from "../../users/example-users.ts";
import { users } from "../../users/users-table.ts";
import { type GoneAccountServices, sweepName } from "./gone-accounts.ts";

type SweepServices = Pick<GoneAccountServices, "db" | "clock" | "userPool" | "log">;

/** At most `sliceSize` look-ups in `everyMs`: 20 a second, a sixth of Cognito's default quota. */
export const sliceSize = 100;
const everyMs = 5000;
/** A sweep begins this long after the last one began, so that a sweep may take as long again within a day. */
const sweepEveryMs = 12 * 60 * 60 * 1000;
const leaseSeconds = 60;
/** Before all ids. */
const firstId = "00000000-0000-0000-0000-000000000000";
/** A slice with more accounts that are gone, and more than half of it, is not believed. */
const suspiciousNumber = 20;

/**
 * Compares all accounts with the user pool twice a day, a slice every five seconds, if no other node does. After a slice
 * that failed it waits: a minute, or an hour where the API lacks the permission.
 */
export function startAccountSweep(
  services: SweepServices,
  onError: (error: unknown) => void,
): { stop: () => void } {
  const holder = randomUUID();
  let resumeAt = 0;
  const sweep = repeat(
    everyMs,
    async () => {
      if (performance.now() < resumeAt) return;
      try {
        await sweepSlice(services, holder);
      } catch (error) {
        if (!(error instanceof UserPoolError)) throw error;
        const pauseMinutes = error.code === "NOT_PERMITTED" ? 60 : 1;
        resumeAt = performance.now() + pauseMinutes * 60 * 1000;
        services.log.warn({ code: error.code, pauseMinutes }, "accounts not compared with the user pool");
      }
    },
    onError,
  );
  void sweep.runNow();
  return sweep;
}

/**
 * Looks the next slice of accounts up at the pool, one after the other. For an account that is gone it records a deletion,
 * which `finishDeletions` carries out a minute later, if the pool still has no such account.
 *
 * @param holder names the node.
 * @returns the number of accounts that were looked up; 0 while another node sweeps, and between two sweeps.
 * @throws UserPoolError if the pool does not say whether an account exists. The next slice begins with that account.
 */
export async function sweepSlice(services: SweepServices, holder: string): Promise<number> {
  const { db, clock } = services;
  if (!(await findDueSweep(services))) return 0;
  const lease = { name: "account sweep", holder };
  if (!(await acquireLease(db, lease, leaseSeconds))) return 0;
  try {
    // Read again: another node may have finished the slice meanwhile.
    const sweep = await findDueSweep(services);
    if (!sweep) return 0;
    const isNew = sweep.finishedAt !== null;
    const after = (isNew ? null : sweep.checkedUpTo) ?? firstId;
    if (isNew) await record(services, { startedAt: clock(), finishedAt: null, checkedUpTo: null });
    const slice = await db
      .select({ id: users.id, sub: users.sub })
      .from(users)
      .where(and(hasAccount, gt(users.id, after)))
      .orderBy(asc(users.id))
      .limit(sliceSize);
    await checkSlice(services, slice);
    if (slice.length < sliceSize) await record(services, { finishedAt: clock() });
    return slice.length;
  } finally {
    await releaseLease(db, lease);
  }
}

/** The sweep that is under way, or the last one, if it is time for the next. */
async function findDueSweep({
  db,
  clock,
}: SweepServices): Promise<typeof accountSweeps.$inferSelect | undefined> {
  const [sweep] = await db.select().from(accountSweeps).where(eq(accountSweeps.name, sweepName));
  if (!sweep) return undefined;
  const isDue = sweep.finishedAt === null || clock().getTime() - sweep.startedAt.getTime() >= sweepEveryMs;
  return isDue ? sweep : undefined;
}

async function checkSlice(services: SweepServices, slice: { id: string; sub: string }[]): Promise<void> {
  const { db, clock, userPool, log } = services;
  const gone: { id: string; sub: string }[] = [];
  let checkedUpTo: string | undefined;
  try {
    for (const user of slice) {
      if (await userPool.isGone(user)) gone.push(user);
      checkedUpTo = user.id;
    }
  } finally {
    const isSuspicious = gone.length > suspiciousNumber && gone.length > slice.length / 2;
    if (isSuspicious)
      log.error(
        { gone: gone.length, checked: slice.length },
        "most accounts are gone at the user pool: none is removed, see `npm run reconcile`",
      );
    const requestedAt = clock();
    const deletions = gone.map(({ id: userId, sub }) => ({ userId, sub, requestedAt }));
    if (deletions.length > 0 && !isSuspicious)
      await db.insert(accountDeletions).values(deletions).onConflictDoNothing();
    if (checkedUpTo !== undefined) await record(services, { checkedUpTo });
  }
}

async function record(
  { db }: SweepServices,
  change: Partial<typeof accountSweeps.$inferInsert>,
): Promise<void> {
  await db.update(accountSweeps).set(change).where(eq(accountSweeps.name, sweepName));
}
