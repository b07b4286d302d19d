import { findSoftwareToken } from "../mfa/software-tokens.ts";
import { requireAppClient } from "../pools/app-clients.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { verifyAccessToken } from "../tokens/verify-access-token.ts";
import { lockUser } from "../users/users.ts";
import {
  belongsTo,
  consumeAuthSession,
  createAuthSession,
  invalidSession,
  requireAuthSession,
} from "./sessions/auth-sessions.ts";
import type { SignInContext } from "./sessions/sign-in-context.ts";

/** One step of the setup of an authenticator app. */
type SetupStep<T> = (tx: Database, pool: UserPool, user: User) => Promise<T>;

/**
 * Runs a step of the setup of an authenticator app: for a signed-in user (AccessToken) or, in a pool that requires
 * MFA, during a sign-in (Session), which continues in a new session.
 *
 * @param isVerified whether this step verifies the app, so that the sign-in can be completed after it.
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException, and all that the step throws
 */
export async function runSoftwareTokenSetup<T>(
  context: Pick<SignInContext, "database" | "now">,
  { AccessToken, Session }: { AccessToken?: string; Session?: string },
  isVerified: boolean,
  step: SetupStep<T>,
): Promise<{ result: T; Session?: string }> {
  if (AccessToken !== undefined && Session === undefined) {
    const { pool, user } = await verifyAccessToken(context, AccessToken);
    return { result: await context.database.transaction((tx) => step(tx, pool, user)) };
  }
  if (Session === undefined || AccessToken !== undefined) {
    throw invalidParameter("Exactly one of AccessToken and Session is required.");
  }
  return await inSession(context, Session, isVerified, step);
}

async function inSession<T>(
  context: Pick<SignInContext, "database" | "now">,
  key: string,
  isVerified: boolean,
  step: SetupStep<T>,
) {
  const { database, now } = context;
  const session = await requireAuthSession(context, key, "MFA_SETUP");
  const app = await requireAppClient(database, session.clientId);
  return await database.transaction(async (tx) => {
    const user = session.userId === null ? undefined : await lockUser(tx, session.userId);
    if (!user || !belongsTo(session, user)) throw invalidSession();
    // A user who has an app must sign in with it: the password alone must not replace it.
    if ((await findSoftwareToken(tx, user))?.secret) throw invalidSession();
    const result = await step(tx, app.pool, user);
    await consumeAuthSession(tx, session, now);
    return {
      result,
      Session: await createAuthSession(tx, app, user, { ...session.state, isVerified }, now),
    };
  });
}
