import type { AppClientWithPool } from "../../pools/app-clients.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import type { AuthSessionStep } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { simulateUser } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import { belongsTo, invalidSession, requireClientAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSessionFor } from "../sessions/auth-sessions.ts";
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
  { context, app, username, session: key }: ChallengeRequest,
  step: Step,
): Promise<{ session: AuthSessionFor<Step>; user: User | undefined }> {
  const session = await requireClientAuthSession(context, app, key, step);
  const user = await findUser(context.database, app.pool, username);
  const isSimulated = session.userId === null && !user;
  const names = [username, simulateUser(app.pool, username).username];
  if (user ? !belongsTo(session, user) : !isSimulated || !names.includes(session.username)) {
    throw invalidSession();
  }
  return { session, user };
}
