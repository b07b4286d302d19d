import type { Context } from "../action.ts";
import type { ClientOfPool } from "../app-clients.ts";
import type { AuthSessionStep } from "../auth-session-state.ts";
import { invalidSession, requireSession } from "../auth-sessions.ts";
import type { AuthSession } from "../auth-sessions.ts";
import { findUser } from "../users.ts";
import type { User } from "../users-table.ts";

/** A client's answer to a challenge, whose secret hash has been checked. */
export type ChallengeAnswer = {
  context: Context;
  owner: ClientOfPool;
  username: string;
  responses: Record<string, string>;
  session: string | undefined;
};

/**
 * The session that an answer belongs to, and its user: who has to be the one that the answer names, by any of their
 * names, with the credentials that they had when the challenge was made.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function requireChallenge<Step extends AuthSessionStep>(
  { context, owner, username, session: key }: ChallengeAnswer,
  ...steps: Step[]
): Promise<{ session: Awaited<ReturnType<typeof requireSession<Step>>>; user: User }> {
  const session = await requireSession(context, owner, key, ...steps);
  const user = await findUser(context.database, owner.pool, username);
  if (!user || !isTheirs(session, user)) throw invalidSession();
  return { session, user };
}

/** Whether a session was opened for this user, as they still are. */
export function isTheirs(session: AuthSession, user: User): boolean {
  return session.userId === user.id && session.credentialGeneration === user.credentialGeneration;
}
