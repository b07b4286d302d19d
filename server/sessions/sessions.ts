import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { hashToken } from "./hash-token.ts";
import type { RevocationList } from "./revocation-list.ts";
import { users } from "../users/users-table.ts";
import { sessions } from "./sessions-table.ts";

export type NewSession = {
  /** The `origin_jti` of its tokens. */
  id: string;
  userId: string;
  refreshToken: string;
  userAgent: string | undefined;
};

/** Longer ones are cut: a header is the client's to fill. */
const maximumUserAgentLength = 512;

/** Records a sign-in. */
export async function startSession(db: Database, now: Date, session: NewSession): Promise<void> {
  const row = {
    id: session.id,
    userId: session.userId,
    refreshTokenHash: hashToken(session.refreshToken),
    userAgent: session.userAgent?.slice(0, maximumUserAgentLength),
    createdAt: now,
    lastSeenAt: now,
  };
  await db.insert(sessions).values(row);
}

/**
 * Records that a session was refreshed, and its newest refresh token.
 *
 * @returns false where the session has ended here, whatever the user pool says.
 */
export async function touchSession(
  db: Database,
  now: Date,
  id: string,
  refreshToken: string,
): Promise<boolean> {
  const touched = await db
    .update(sessions)
    .set({ refreshTokenHash: hashToken(refreshToken), lastSeenAt: now })
    .where(eq(sessions.id, id))
    .returning({ id: sessions.id });
  return touched.length > 0;
}

/** Ends a session: its access tokens are refused from now on, on this node at once. */
export async function endSession(db: Database, revocations: RevocationList, id: string): Promise<void> {
  await revocations.add(id);
  await db.delete(sessions).where(eq(sessions.id, id));
}

/** Ends all sessions of the account with this address: whoever had the old password has nothing left. */
export async function endSessionsOf(db: Database, revocations: RevocationList, email: string): Promise<void> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(users.email, email));
  for (const { id } of rows) await endSession(db, revocations, id);
}

/** The session that a refresh token belongs to, as far as the token is its newest. */
export async function findSessionId(db: Database, refreshToken: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.refreshTokenHash, hashToken(refreshToken)));
  return row?.id;
}
