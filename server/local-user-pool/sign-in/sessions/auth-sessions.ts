import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { notAuthorized } from "../../protocol/exceptions.ts";
import type { AuthSessionState, AuthSessionStep } from "../../tables/auth-session-state.ts";
import { authSessions } from "../../tables/auth-sessions-table.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { User } from "../../tables/users-table.ts";
import { hashToken } from "../../tokens/token-hash.ts";
import type { SignInContext } from "./sign-in-context.ts";

/** The state of an unfinished sign-in between two requests. */
export type AuthSession = typeof authSessions.$inferSelect;

/** A session that waits for one particular step. */
export type AuthSessionFor<Step extends AuthSessionStep> = AuthSession & {
  state: Extract<AuthSessionState, { waitsFor: Step }>;
};

/** The user of a challenge. A simulated user has no id. */
export type ChallengedUser = Pick<User, "username" | "credentialGeneration"> & { id: string | undefined };

/**
 * Creates an auth session.
 *
 * @param key the value that the client sends back: a new `Session`, or the SECRET_BLOCK of an SRP exchange.
 * @returns the key.
 */
export async function createAuthSession(
  tx: Database,
  { pool, client }: AppClientWithPool,
  { id, username, credentialGeneration }: ChallengedUser,
  state: AuthSessionState,
  now: Date,
  key = randomSession(),
): Promise<string> {
  const expiresAt = new Date(now.getTime() + client.settings.AuthSessionValidity * 60_000);
  await tx.insert(authSessions).values({
    sessionHash: hashToken(key),
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
 * Finds a valid session of any app client.
 *
 * @throws UserPoolException NotAuthorizedException for a session that is unknown, waits for another step, has been
 * used or has expired.
 */
export async function requireAuthSession<Step extends AuthSessionStep>(
  { database, now }: Pick<SignInContext, "database" | "now">,
  key: string,
  step: Step,
): Promise<AuthSessionFor<Step>> {
  const [session] = await database
    .select()
    .from(authSessions)
    .where(eq(authSessions.sessionHash, hashToken(key)));
  if (!session || !waitsFor(session, step)) throw invalidSession();
  if (session.usedAt) throw usedSession();
  if (session.expiresAt <= now) throw notAuthorized("Invalid session for the user, session is expired.");
  return session;
}

/** Finds a valid session of the given app client; see {@link requireAuthSession}. */
export async function requireClientAuthSession<Step extends AuthSessionStep>(
  context: Pick<SignInContext, "database" | "now">,
  { client }: AppClientWithPool,
  key: string | undefined,
  step: Step,
): Promise<AuthSessionFor<Step>> {
  if (key === undefined) throw invalidSession();
  const session = await requireAuthSession(context, key, step);
  if (session.clientId !== client.id) throw invalidSession();
  return session;
}

/**
 * Consumes a session. Of concurrent requests with the same session, one succeeds.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function consumeAuthSession(
  tx: Database,
  { sessionHash }: AuthSession,
  now: Date,
): Promise<void> {
  const consumed = await tx
    .update(authSessions)
    .set({ usedAt: now })
    .where(and(eq(authSessions.sessionHash, sessionHash), isNull(authSessions.usedAt)))
    .returning();
  if (consumed.length === 0) throw usedSession();
}

/** Makes a consumed session valid again, for a client that was right but must repeat its response. */
export async function releaseAuthSession(database: Database, { sessionHash }: AuthSession): Promise<void> {
  await database.update(authSessions).set({ usedAt: null }).where(eq(authSessions.sessionHash, sessionHash));
}

/** The error for a session that does not exist or is not valid here. */
export function invalidSession() {
  return notAuthorized("Invalid session for the user.");
}

function usedSession() {
  return notAuthorized("Invalid session for the user, session can only be used once.");
}

function waitsFor<Step extends AuthSessionStep>(
  session: AuthSession,
  step: Step,
): session is AuthSessionFor<Step> {
  return session.state.waitsFor === step;
}

/** A random `Session`, as long as Cognito's. */
function randomSession(): string {
  return randomBytes(1157).toString("base64url");
}

/** Whether a session was created for this user with their current password. */
export function belongsTo(session: AuthSession, user: User): boolean {
  return session.userId === user.id && session.credentialGeneration === user.credentialGeneration;
}
