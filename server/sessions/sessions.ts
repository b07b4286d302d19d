import { and, desc, eq, lt, ne, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { hashToken } from "./hash-token.ts";
import type { RevocationList } from "./revocation-list.ts";
import { type SessionRow, sessions } from "./sessions-table.ts";

export type NewSession = {
  /** The `origin_jti` of its tokens. */
  id: string;
  userId: string;
  /** Undefined for a sign-in by another app client. */
  family: string | undefined;
  userAgent: string | undefined;
};

/** A longer header is cut, since a client can send any. */
const maximumUserAgentLength = 512;

/** Records a session. A session that is recorded already does not change. */
export async function startSession(
  db: Database,
  now: Date,
  { id, userId, family, userAgent }: NewSession,
): Promise<void> {
  await db
    .insert(sessions)
    .values({
      id,
      userId,
      familyHash: family === undefined ? null : hashToken(family),
      userAgent: userAgent?.slice(0, maximumUserAgentLength),
      createdAt: now,
      lastSeenAt: now,
    })
    .onConflictDoNothing({ target: sessions.id });
}

/**
 * Records that a session was refreshed.
 *
 * @param id the `origin_jti` of the new tokens. It replaces the row's id, since Cognito does not promise that
 *   it stays the same when refresh tokens rotate.
 * @returns false if the session has ended here, whatever the user pool says, or belongs to another user.
 */
export async function touchSession(
  db: Database,
  now: Date,
  { id, userId, family }: { id: string; userId: string; family: string },
): Promise<boolean> {
  const touched = await db
    .update(sessions)
    .set({ id, lastSeenAt: now })
    .where(and(eq(sessions.familyHash, hashToken(family)), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return touched.length > 0;
}

/** The session of a refresh token family. */
export async function findSessionOfFamily(db: Database, family: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(eq(sessions.familyHash, hashToken(family)));
  return row;
}

/** A session, if it belongs to the user. */
export async function findSessionOf(
  db: Database,
  userId: string,
  id: string,
): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)));
  return row;
}

/** A user's sessions, newest sign-in first. */
export async function listSessions(db: Database, userId: string): Promise<SessionRow[]> {
  return await db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
}

type SessionStores = { db: Database; revocations: Pick<RevocationList, "endSession" | "endAccount"> };

/** Ends a session. This node refuses its access tokens at once, the other nodes within a second. */
export async function endSession(
  { db, revocations }: SessionStores,
  { id, familyHash }: Pick<SessionRow, "id" | "familyHash">,
): Promise<void> {
  await revocations.endSession(id, familyHash !== null);
  await db.delete(sessions).where(eq(sessions.id, id));
}

/**
 * Ends all sessions of an account, and all sign-ins up to now by other app clients.
 *
 * @param exemptId the session that goes on, if one does.
 */
export async function endAllSessions(
  { db, revocations }: SessionStores,
  { id: userId, sub }: { id: string; sub: string },
  exemptId?: string,
): Promise<void> {
  await revocations.endAccount(sub, exemptId);
  const isNotExempt = exemptId === undefined ? undefined : ne(sessions.id, exemptId);
  const rows = await db
    .select({ id: sessions.id, familyHash: sessions.familyHash })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNotExempt));
  for (const row of rows) await endSession({ db, revocations }, row);
}

/** Deletes sessions whose refresh tokens have expired. */
export async function pruneSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.lastSeenAt, sql`now() - interval '31 days'`));
}
