import type { AppClientWithPool } from "../../pools/app-clients.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import type { AuthSessionStep } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { simulateUser } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import { belongsTo, invalidSession, requireClientAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSession, AuthSessionFor } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

/** A client's response to a challenge, after its secret hash has been checked. */
export type ChallengeRequest = {
  context: SignInContext;
  app: AppClientWithPool;
  username: string;
  responses: Parameters;
  session: string | undefined;
};

/**
 * Finds the session of a challenge and its user. The request must name this user, by any sign-in name, and the
 * password must not have changed since the challenge was issued.
 *
 * @throws UserPoolException NotAuthorizedException
 */
export async function requireChallenge<Step extends AuthSessionStep>(
  request: ChallengeRequest,
  step: Step,
): Promise<{ session: AuthSessionFor<Step>; user: User }> {
  const { session, user } = await requireSimulatableChallenge(request, step);
  if (!user) throw invalidSession();
  return { session, user };
}

/** Like `requireChallenge`, for challenges that are simulated for users who do not exist: their user is undefined. */
export async function requireSimulatableChallenge<Step extends AuthSessionStep>(
  request: ChallengeRequest,
  step: Step,
): Promise<{ session: AuthSessionFor<Step>; user: User | undefined }> {
  const session = await requireClientAuthSession(request.context, request.app, request.session, step);
  const user = await findNamedUser(request, session);
  if (user && !belongsTo(session, user)) throw invalidSession();
  return { session, user };
}

/**
 * Finds the user of a session by the name in the response, which can be any of theirs.
 *
 * @returns undefined where the challenge is simulated.
 * @throws UserPoolException NotAuthorizedException where the name is not one of the session's user.
 */
export async function findNamedUser(
  { context, app, username }: Pick<ChallengeRequest, "context" | "app" | "username">,
  session: AuthSession,
): Promise<User | undefined> {
  const user = await findUser(context.database, app.pool, username);
  const isNamed = user
    ? user.id === session.userId
    : session.userId === null && session.username === simulateUser(app.pool, username).username;
  if (!isNamed) throw invalidSession();
  return user;
}
