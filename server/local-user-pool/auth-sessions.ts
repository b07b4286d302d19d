import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "./action.ts";
import type { ClientOfPool } from "./app-clients.ts";
import type { AuthSessionState, AuthSessionStep } from "./auth-session-state.ts";
import { authSessions } from "./auth-sessions-table.ts";
import type { Database } from "./database-schema.ts";
import { notAuthorized } from "./exceptions.ts";
import { newSession, sha256 } from "./secrets.ts";
import type { User } from "./users-table.ts";

/** What a user has reached on the way to a sign-in, remembered between two requests. */
export type AuthSession = typeof authSessions.$inferSelect;

/** The state of a session that waits for one particular thing. */
type StateOf<Step extends AuthSessionStep> = Extract<AuthSessionState, { waitsFor: Step }>;

/**
 * Remembers how far a sign-in has come.
 *
 * @param user undefined where the user does not exist and the challenge is simulated.
 * @param key what the client will present; a new `Session` unless the exchange brings its own.
 * @returns the key.
 */
export async function openSession(
  tx: Database,
  { pool, client }: ClientOfPool,
  user: User | undefined,
  state: AuthSessionState,
  now: Date,
  key = newSession(),
): Promise<string> {
  await tx.insert(authSessions).values({
    sessionHash: sha256(key),
    poolId: pool.id,
    clientId: client.id,
    userId: user?.id,
    credentialGeneration: user?.credentialGeneration ?? 0,
    state,
    expiresAt: new Date(now.getTime() + client.settings.AuthSessionValidity * 60_000),
  });
  return key;
}

/**
 * Finds a session that may still go on.
 *
 * @throws UserPoolException NotAuthorizedException for one that is unknown, of another client, waits for something
 * else, has been used or has expired.
 */
export async function requireSession<Step extends AuthSessionStep>(
  { database, now }: Pick<Context, "database" | "now">,
  { client }: ClientOfPool,
  key: string | undefined,
  ...steps: Step[]
): Promise<AuthSession & { state: StateOf<Step> }> {
  if (key === undefined) throw invalidSession();
  const [session] = await database.select().from(authSessions).where(eq(authSessions.sessionHash, sha256(key)));
  if (!session || session.clientId !== client.id) throw invalidSession();
  const { state } = session;
  if (!waitsForOne(state, steps)) throw invalidSession();
  if (session.usedAt) throw usedSession();
  if (session.expiresAt <= now) throw notAuthorized("Invalid session for the user, session is expired.");
  return { ...session, state };
}

/**
 * Uses a session up. Of many who present it at once, one gets through.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function useSession(tx: Database, { sessionHash }: AuthSession, now: Date): Promise<void> {
  const used = await tx
    .update(authSessions)
    .set({ usedAt: now })
    .where(and(eq(authSessions.sessionHash, sessionHash), isNull(authSessions.usedAt)))
    .returning();
  if (used.length === 0) throw usedSession();
}

/** What a session says where it is not the caller's, or not one at all. */
export function invalidSession() {
  return notAuthorized("Invalid session for the user.");
}

function usedSession() {
  return notAuthorized("Invalid session for the user, session can only be used once.");
}

function waitsForOne<Step extends AuthSessionStep>(state: AuthSessionState, steps: Step[]): state is StateOf<Step> {
  return steps.some((step) => step === state.waitsFor);
}
