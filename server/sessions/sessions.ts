import { and, desc, eq, lt, ne, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { hashToken } from "./hash-token.ts";
import type { RevocationList } from "./revocation-list.ts";
import { type SessionRow, sessions } from "./sessions-table.ts";

export type NewSession = {
  /** The `origin_jti` of its tokens. */
  id: string;
  userId: string;
  /** Absent where another app client signed in. */
  family: string | undefined;
  userAgent: string | undefined;
};

/** Longer ones are cut: a header is the client's to fill. */
const maximumUserAgentLength = 512;

/** Records a sign-in; one that is recorded already stays as it is. */
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
 * @param id the `origin_jti` of the new tokens. Cognito does not promise that it stays the same when refresh tokens
 *   rotate, so the row follows it.
 * @returns false where the session has ended here, whatever the user pool says, or is somebody else's.
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

/** The session that refresh tokens of a family belong to. */
export async function findSessionOfFamily(db: Database, family: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(eq(sessions.familyHash, hashToken(family)));
  return row;
}

/** A person's session; nobody else's is found. */
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

/** A person's sessions, the newest sign-in first. */
export async function listSessions(db: Database, userId: string): Promise<SessionRow[]> {
  return await db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
}

type Ending = { db: Database; revocations: RevocationList };

/** Ends a session: its access tokens are refused from now on, on this node at once. */
export async function endSession(
  { db, revocations }: Ending,
  { id, familyHash }: Pick<SessionRow, "id" | "familyHash">,
): Promise<void> {
  await revocations.endSession(id, familyHash !== null);
  await db.delete(sessions).where(eq(sessions.id, id));
}

/**
 * Ends all sessions of an account, and every token of it that was issued up to now to whatever app client.
 *
 * @param sparedId the one session that goes on.
 */
export async function endAllSessions(
  { db, revocations }: Ending,
  { id: userId, sub }: { id: string; sub: string },
  sparedId?: string,
): Promise<void> {
  await revocations.endAccount(sub, sparedId);
  const others = sparedId === undefined ? undefined : ne(sessions.id, sparedId);
  const rows = await db
    .select({ id: sessions.id, familyHash: sessions.familyHash })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), others));
  for (const row of rows) await endSession({ db, revocations }, row);
}

/** Forgets sessions that nobody refreshed for so long that their refresh tokens have expired. */
export async function pruneSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.lastSeenAt, sql`now() - interval '31 days'`));
}
