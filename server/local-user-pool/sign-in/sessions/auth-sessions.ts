import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { SignInContext } from "./sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { notAuthorized } from "../../protocol/exceptions.ts";

import type { AuthSessionState, AuthSessionStep } from "../../tables/auth-session-state.ts";
import { authSessions } from "../../tables/auth-sessions-table.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { User } from "../../tables/users-table.ts";
import { sha256 } from "../../tokens/token-hash.ts";

/** What a user has reached on the way to a sign-in, remembered between two requests. */
export type AuthSession = typeof authSessions.$inferSelect;

/** A session that waits for one particular thing. */
export type SessionFor<Step extends AuthSessionStep> = AuthSession & {
  state: Extract<AuthSessionState, { waitsFor: Step }>;
};

/** Whom a challenge is for: a user, or somebody who does not exist and has no id. */
export type ChallengedUser = Pick<User, "username" | "credentialGeneration"> & { id: string | undefined };

/**
 * Remembers how far a sign-in has come.
 *
 * @param key what the client will present; a new `Session` unless the exchange brings its own.
 * @returns the key.
 */
export async function openSession(
  tx: Database,
  { pool, client }: ClientOfPool,
  { id, username, credentialGeneration }: ChallengedUser,
  state: AuthSessionState,
  now: Date,
  key = newSession(),
): Promise<string> {
  const expiresAt = new Date(now.getTime() + client.settings.AuthSessionValidity * 60_000);
  await tx.insert(authSessions).values({
    sessionHash: sha256(key),
    poolId: pool.id,
    clientId: client.id,
    userId: id,
    username,
    credentialGeneration,
    state,
    expiresAt,
  });
  return key;
}

/**
 * Finds a session that may still go on, whichever client it belongs to.
 *
 * @throws UserPoolException NotAuthorizedException for one that is unknown, waits for something else, has been used or
 * has expired.
 */
export async function requireOpenSession<Step extends AuthSessionStep>(
  { database, now }: Pick<SignInContext, "database" | "now">,
  key: string,
  step: Step,
): Promise<SessionFor<Step>> {
  const [session] = await database
    .select()
    .from(authSessions)
    .where(eq(authSessions.sessionHash, sha256(key)));
  if (!session || !waitsFor(session, step)) throw invalidSession();
  if (session.usedAt) throw usedSession();
  if (session.expiresAt <= now) throw notAuthorized("Invalid session for the user, session is expired.");
  return session;
}

/** The same for a session that has to belong to the client, and that the client may have forgotten to send. */
export async function requireSession<Step extends AuthSessionStep>(
  context: Pick<SignInContext, "database" | "now">,
  { client }: ClientOfPool,
  key: string | undefined,
  step: Step,
): Promise<SessionFor<Step>> {
  if (key === undefined) throw invalidSession();
  const session = await requireOpenSession(context, key, step);
  if (session.clientId !== client.id) throw invalidSession();
  return session;
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

function waitsFor<Step extends AuthSessionStep>(
  session: AuthSession,
  step: Step,
): session is SessionFor<Step> {
  return session.state.waitsFor === step;
}

/** A `Session`, as long as Cognito's are. */
function newSession(): string {
  return randomBytes(1157).toString("base64url");
}

/** Whether a session was opened for this user, as they still are. */
export function isTheirs(session: AuthSession, user: User): boolean {
  return session.userId === user.id && session.credentialGeneration === user.credentialGeneration;
}
