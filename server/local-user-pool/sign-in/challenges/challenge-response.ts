import { isTheirs } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { invalidSession, requireSession } from "../sessions/auth-sessions.ts";
import type { SessionFor } from "../sessions/auth-sessions.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import { simulatedUser } from "../../users/simulated-users.ts";
import type { AuthSessionStep } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { findUser } from "../../users/users.ts";

/** A client's answer to a challenge, whose secret hash has been checked. */
export type ChallengeAnswer = {
  context: SignInContext;
  owner: ClientOfPool;
  username: string;
  responses: Parameters;
  session: string | undefined;
};

/**
 * The session that an answer belongs to, and its user: who has to be the one that the answer names, by any of their
 * names, with the credentials that they had when the challenge was made.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function requireChallenge<Step extends AuthSessionStep>(
  answer: ChallengeAnswer,
  step: Step,
): Promise<{ session: SessionFor<Step>; user: User }> {
  const { session, user } = await requireFirstChallenge(answer, step);
  if (!user) throw invalidSession();
  return { session, user };
}

/** The same for the challenges that somebody who does not exist gets as well; their user is undefined. */
export async function requireFirstChallenge<Step extends AuthSessionStep>(
  { context, owner, username, session: key }: ChallengeAnswer,
  step: Step,
): Promise<{ session: SessionFor<Step>; user: User | undefined }> {
  const session = await requireSession(context, owner, key, step);
  const user = await findUser(context.database, owner.pool, username);
  const isNobodys = session.userId === null && !user;
  const names = [username, simulatedUser(owner.pool, username).username];
  if (user ? !isTheirs(session, user) : !isNobodys || !names.includes(session.username)) {
    throw invalidSession();
  }
  return { session, user };
}
