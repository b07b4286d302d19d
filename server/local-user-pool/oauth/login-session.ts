import { timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { poolHmac } from "../pools/pool-hmac.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";

/** As at Cognito, whatever the lifetimes of the app client's tokens are. */
const lifetimeSeconds = 60 * 60;

/** A person who has signed in at the pages of a pool. */
export type LoginSession = { user: User; authTime: Date };

/**
 * The cookie by which somebody who has signed in for one app client is signed in for the others of the pool. A new password
 * and a sign-out of everywhere end it; the pool's key signs it.
 */
export function loginCookie(pool: UserPool, { user, authTime }: LoginSession): string {
  const values = [user.id, String(user.credentialGeneration), String(authTime.getTime())];
  const value = [...values, signatureOf(pool, values).toString("base64url")].join(".");
  return toCookie(nameFor(pool), value, lifetimeSeconds);
}

/** Ends the session in this browser. */
export function endedLoginCookie(pool: UserPool): string {
  return toCookie(nameFor(pool), "", 0);
}

/** The session of a browser; undefined: it has none that is still valid. */
export async function findLoginSession(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  cookies: ReadonlyMap<string, string>,
): Promise<LoginSession | undefined> {
  const [userId = "", generation = "", time = "", signature = "", ...rest] =
    cookies.get(nameFor(pool))?.split(".") ?? [];
  const expected = signatureOf(pool, [userId, generation, time]);
  const given = Buffer.from(signature, "base64url");
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const authTime = new Date(Number(time));
  if (now.getTime() >= authTime.getTime() + lifetimeSeconds * 1000) return undefined;
  const [user] = await database
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.poolId, pool.id)));
  if (!user?.enabled || String(user.credentialGeneration) !== generation) return undefined;
  return { user, authTime };
}

function signatureOf(pool: UserPool, values: string[]): Buffer {
  return poolHmac(pool, "login session", ...values);
}

function nameFor({ id }: UserPool): string {
  return `cognito-${id}`;
}

/** Not `Secure`: the pool is reached by plain HTTP on this machine. */
export function toCookie(name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
}
