import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { fromPageToken, toPage } from "../protocol/pagination.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import { defaultSessionSettings } from "../settings/session-settings.ts";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { revokeSignIn } from "./revocation.ts";

const pageSize = 60;

/** A session is active until it is revoked or its refresh tokens expire. */
const isActive = (userId: string, now: Date) =>
  and(eq(signIns.userId, userId), isNull(signIns.revokedAt), gt(signIns.expiresAt, now));

const lastActive = sql`coalesce(${signIns.lastActiveAt}, ${signIns.authTime})`;

export function tracksSessions({ sessions }: UserPool): boolean {
  return sessions?.UserSessionTracking === "ENABLED";
}

/** @throws UserPoolException InvalidParameterException where the pool does not track sessions */
export function requireSessionTracking(pool: UserPool): void {
  if (!tracksSessions(pool)) throw invalidParameter("Session tracking is not enabled for the user pool.");
}

/** Ends the sessions that were not used for longest where a user has more than the pool allows. */
export async function endOldestSessions(tx: Database, pool: UserPool, user: User, now: Date): Promise<void> {
  if (!tracksSessions(pool)) return;
  const { TokenSession } = pool.sessions ?? defaultSessionSettings;
  const surplus = tx
    .select({ id: signIns.id })
    .from(signIns)
    .where(isActive(user.id, now))
    .orderBy(desc(lastActive), desc(signIns.id))
    .offset(TokenSession.MaxPerUser);
  await tx.update(signIns).set({ revokedAt: now }).where(inArray(signIns.id, surplus));
}

/** Notes that the tokens of a session were refreshed. */
export async function recordActivity(
  database: Database,
  pool: UserPool,
  { id }: SignIn,
  lastAddress: string | undefined,
  now: Date,
): Promise<void> {
  if (!tracksSessions(pool)) return;
  await database
    .update(signIns)
    .set({ lastActiveAt: now, ...(lastAddress !== undefined && { lastAddress }) })
    .where(eq(signIns.id, id));
}

/**
 * One page of a user's active sessions, in all app clients.
 *
 * @param current the sign-in of the access token; undefined for an administrator.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 */
export async function listSessions(
  { database, now }: { database: Database; now: Date },
  user: User,
  current: SignIn | undefined,
  token: string | undefined,
) {
  const after = token === undefined ? undefined : gt(signIns.id, fromPageToken(token, isSignInId));
  const rows = await database
    .select()
    .from(signIns)
    .where(and(isActive(user.id, now), after))
    .orderBy(signIns.id)
    .limit(pageSize + 1);
  const { items, nextToken } = toPage(rows, pageSize, ({ id }) => id);
  return { Sessions: items.map((signIn) => toSessionType(signIn, current)), NextToken: nextToken };
}

/**
 * Ends a session of a user.
 *
 * @throws UserPoolException ResourceNotFoundException for one that is none of the user's, or has ended;
 * InvalidParameterException for the current one
 */
export async function revokeSession(
  { database, now }: { database: Database; now: Date },
  user: User,
  current: SignIn | undefined,
  sessionId: string,
): Promise<void> {
  const active = await database.select({ id: signIns.id }).from(signIns).where(isActive(user.id, now));
  const found = active.find(({ id }) => sessionIdOf(id) === sessionId);
  if (!found) throw new UserPoolException("ResourceNotFoundException", "Session does not exist.");
  if (found.id === current?.id) throw invalidParameter("The current session cannot be revoked.");
  await revokeSignIn(database, found.id, now);
}

function toSessionType(signIn: SignIn, current: SignIn | undefined) {
  return {
    SessionId: sessionIdOf(signIn.id),
    SessionType: "TOKEN",
    ClientId: signIn.clientId,
    CreateDate: toTimestamp(signIn.authTime),
    LastActiveDate: toTimestamp(signIn.lastActiveAt ?? signIn.authTime),
    DeviceType: "unknown",
    ...(signIn.lastAddress !== null && { LastIPAddress: signIn.lastAddress }),
    IsCurrentSession: signIn.id === current?.id,
  };
}

/** 28 lower-case letters and digits: `tkn`, and the 128 bits of the sign-in's id to the base of 36. */
function sessionIdOf(signInId: string): string {
  return `tkn${BigInt(`0x${signInId.replaceAll("-", "")}`)
    .toString(36)
    .padStart(25, "0")}`;
}

const isSignInId = (key: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);
