import { and, desc, eq, getTableColumns, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQueries, preparedQuery } from "../database/prepared.ts";
import { describeUserAgent } from "./describe-user-agent.ts";
import { hashToken } from "./hash-token.ts";
import type { PoolTokens } from "./pool-tokens.ts";
import type { RevocationList } from "./revocation-list.ts";
import { type SessionRow, sessions } from "./sessions-table.ts";
import type { TokenUse } from "./token-use.ts";
import { type UserRow, users } from "../users/users-table.ts";

export type NewSession = {
  /** The `origin_jti` of its tokens. */
  id: string;
  userId: string;
  /** The family and the pool's refresh token. Undefined for a sign-in by another app client. */
  refresh: { family: string; refreshToken: string } | undefined;
  userAgent: string | undefined;
  /** The key of the device at the pool, if that keeps track of devices. */
  deviceKey?: string | undefined;
  /** The name of the challenge that asked for a second factor, if one did. */
  secondFactor?: string | undefined;
};

/** A longer header is cut, since a client can send any. */
const maximumUserAgentLength = 512;

/** How many sessions of an account go on: the newest ones. */
export const maximumSessions = 50;

/** Records a session. A session that is recorded already does not change. */
export async function startSession(
  { db, poolTokens }: { db: Database; poolTokens: PoolTokens },
  now: Date,
  { id, userId, refresh, userAgent, deviceKey, secondFactor }: NewSession,
): Promise<void> {
  await startedSession(db).execute({
    id,
    userId,
    familyHash: null,
    poolToken: null,
    issuedTokens: null,
    ...(refresh && toColumns(poolTokens, refresh)),
    device: describeUserAgent(userAgent?.slice(0, maximumUserAgentLength) ?? ""),
    deviceKey: deviceKey ?? null,
    secondFactor: secondFactor ?? null,
    now,
  });
}

const startedSession = preparedQuery("start_session", (db, name) =>
  db
    .insert(sessions)
    .values({
      id: sql.placeholder("id"),
      userId: sql.placeholder("userId"),
      familyHash: sql.placeholder("familyHash"),
      poolToken: sql.placeholder("poolToken"),
      issuedTokens: sql.placeholder("issuedTokens"),
      device: sql.placeholder("device"),
      deviceKey: sql.placeholder("deviceKey"),
      secondFactor: sql.placeholder("secondFactor"),
      createdAt: sql.placeholder("now"),
      lastSeenAt: sql.placeholder("now"),
    })
    .onConflictDoNothing({ target: sessions.id })
    .prepare(name),
);

function toColumns(
  poolTokens: PoolTokens,
  { family, refreshToken }: { family: string; refreshToken: string },
): Pick<SessionRow, "familyHash" | "poolToken" | "issuedTokens"> {
  const familyHash = hashToken(family);
  return {
    familyHash,
    poolToken: poolTokens.seal(refreshToken, familyHash),
    issuedTokens: hashToken(refreshToken),
  };
}

export type Refresh = {
  /** The `origin_jti` of the new tokens. */
  id: string;
  /** The `sub` of the new tokens. */
  sub: string;
  family: string;
  /** The refresh token that was used. */
  presented: string;
  use: Exclude<TokenUse, "reuse">;
  /** The new refresh token; undefined if the pool does not rotate them. */
  issued: string | undefined;
};

/**
 * Records that a session was refreshed. The `origin_jti` of the new tokens replaces the row's id, since
 * Cognito does not promise that it stays the same when refresh tokens rotate.
 *
 * @returns the session's user. Undefined if the session has ended here, whatever the user pool says, if it belongs to
 *   another user, or if a concurrent refresh has changed what this use of the token means.
 */
export async function touchSession(
  { db, poolTokens }: { db: Database; poolTokens: PoolTokens },
  now: Date,
  { id, sub, family, presented, use, issued }: Refresh,
): Promise<UserRow | undefined> {
  const familyHash = hashToken(family);
  const [user] = await touchedSession(db, { use, rotates: issued !== undefined }).execute({
    id,
    sub,
    familyHash,
    now,
    presented: hashToken(presented),
    issued: issued === undefined ? null : hashToken(issued),
    poolToken: issued === undefined ? null : poolTokens.seal(issued, familyHash),
  });
  return user;
}

const touchedSession = preparedQueries(
  ({ use, rotates }: { use: Refresh["use"]; rotates: boolean }) =>
    `touch_session_${use}${rotates ? "_rotates" : ""}`,
  (db, { use, rotates }, name) => {
    const presented = sql.placeholder("presented");
    const issued = sql`${sql.placeholder("issued")}::text`;
    const isStill = {
      first: sql`position(${presented}::text in ${sessions.issuedTokens}) > 0`,
      retry: eq(sessions.spentToken, presented),
      unrecorded: isNull(sessions.issuedTokens),
    }[use];
    const now = sql`${sql.param(sql.placeholder("now"), sessions.lastSeenAt)}`;
    return db
      .update(sessions)
      .set({
        id: sql`${sql.placeholder("id")}`,
        lastSeenAt: now,
        ...(rotates && {
          poolToken: sql`${sql.placeholder("poolToken")}`,
          ...(use === "retry"
            ? { issuedTokens: sql`${sessions.issuedTokens} || ' ' || ${issued}` }
            : { issuedTokens: issued, spentToken: sql`${presented}`, spentAt: now }),
        }),
      })
      .from(users)
      .where(
        and(
          eq(sessions.familyHash, sql.placeholder("familyHash")),
          eq(users.id, sessions.userId),
          eq(users.sub, sql.placeholder("sub")),
          isStill,
        ),
      )
      .returning(getTableColumns(users))
      .prepare(name);
  },
);

/**
 * Lets a session go on with a new sign-in. Its client keeps its refresh token, and the access tokens of the
 * replaced sign-in are accepted until they expire.
 *
 * @returns false if the session's refresh tokens are not known here, or it has ended meanwhile.
 */
export async function replaceSignIn(
  { db, poolTokens }: { db: Database; poolTokens: PoolTokens },
  now: Date,
  { id: replacedId, familyHash, issuedTokens }: SessionRow,
  { id, refreshToken, deviceKey }: { id: string; refreshToken: string; deviceKey?: string | undefined },
): Promise<boolean> {
  const poolToken = poolTokens.seal(refreshToken, familyHash ?? "");
  if (familyHash === null || issuedTokens === null || poolToken === null) return false;
  const replaced = await db
    .update(sessions)
    .set({ id, replacedId, poolToken, deviceKey: deviceKey ?? null, secondFactor: null, lastSeenAt: now })
    .where(eq(sessions.id, replacedId))
    .returning({ id: sessions.id });
  return replaced.length > 0;
}

/** Records the device of a session that the pool has just begun to keep track of. */
export async function setDevice(db: Database, sessionId: string, deviceKey: string): Promise<void> {
  await db.update(sessions).set({ deviceKey }).where(eq(sessions.id, sessionId));
}

/** The session of a refresh token family. */
export async function findSessionOfFamily(db: Database, family: string): Promise<SessionRow | undefined> {
  const [row] = await sessionOfFamily(db).execute({ familyHash: hashToken(family) });
  return row;
}

const sessionOfFamily = preparedQuery("session_of_family", (db, name) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.familyHash, sql.placeholder("familyHash")))
    .prepare(name),
);

/** The session of tokens with this `origin_jti`. */
export async function findSession(db: Database, originJti: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(or(eq(sessions.id, originJti), eq(sessions.replacedId, originJti)))
    .orderBy(desc(eq(sessions.id, originJti)))
    .limit(1);
  return row;
}

/** A session, if it belongs to the user. */
export async function findSessionOf(
  db: Database,
  userId: string,
  originJti: string,
): Promise<SessionRow | undefined> {
  const row = await findSession(db, originJti);
  return row?.userId === userId ? row : undefined;
}

/** A user's sessions, newest sign-in first. */
export async function listSessions(db: Database, userId: string): Promise<SessionRow[]> {
  return await db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(maximumSessions);
}

/** A user's sessions beyond the maximum, which have to end. */
export async function findExcessSessions(db: Database, userId: string): Promise<SessionRow[]> {
  return await excessSessions(db).execute({ userId });
}

const excessSessions = preparedQuery("excess_sessions", (db, name) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, sql.placeholder("userId")))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .offset(maximumSessions)
    .prepare(name),
);

export type SessionStores = { db: Database; revocations: Pick<RevocationList, "endSessions" | "endAccount"> };

/** Below the number of rows that a transaction of Aurora DSQL may change, and of parameters of a statement. */
const rowsAtOnce = 500;

/** Ends sessions here. This node refuses their access tokens at once, the other nodes within a second. */
export async function endSessionsHere(
  { db, revocations }: SessionStores,
  ended: Pick<SessionRow, "id" | "familyHash" | "replacedId">[],
): Promise<void> {
  for (let start = 0; start < ended.length; start += rowsAtOnce) {
    const rows = ended.slice(start, start + rowsAtOnce);
    await revocations.endSessions(
      rows.flatMap(({ id, replacedId, familyHash }) =>
        [id, ...(replacedId === null ? [] : [replacedId])].map((each) => ({
          id: each,
          isOurs: familyHash !== null,
        })),
      ),
    );
    await db.delete(sessions).where(
      inArray(
        sessions.id,
        rows.map(({ id }) => id),
      ),
    );
  }
}

/**
 * Ends all sessions of an account here, and all sign-ins up to now by other app clients.
 *
 * @param exempt the `origin_jti` of a token whose session goes on, if one does.
 * @returns the sessions that it ended.
 */
export async function endAllSessionsHere(
  { db, revocations }: SessionStores,
  { id: userId, sub }: { id: string; sub: string },
  exempt?: string,
): Promise<SessionRow[]> {
  const spared = exempt === undefined ? undefined : await findSessionOf(db, userId, exempt);
  const exemptIds = [spared?.id ?? exempt, spared?.replacedId].filter((each) => typeof each === "string");
  await revocations.endAccount(sub, exemptIds);
  const isNotSpared = spared && ne(sessions.id, spared.id);
  const ended = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNotSpared));
  await endSessionsHere({ db, revocations }, ended);
  return ended;
}

/** Deletes sessions whose refresh tokens have expired. */
export async function pruneSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.lastSeenAt, sql`now() - interval '31 days'`));
}
