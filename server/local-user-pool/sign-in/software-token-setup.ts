import { requireBearer } from "../tokens/access-tokens.ts";
import type { SignInContext } from "./sessions/sign-in-context.ts";
import { requireClient } from "../pools/app-clients.ts";
import {
  invalidSession,
  openSession,
  requireOpenSession,
  useSession,
  isTheirs,
} from "./sessions/auth-sessions.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { softwareTokenOf } from "../mfa/software-tokens.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { lockUser } from "../users/users.ts";

/** One step of setting up an authenticator app. */
type SetupStep<T> = (tx: Database, pool: UserPool, user: User) => Promise<T>;

/**
 * Takes a step of setting up an authenticator app for whoever is signed in (AccessToken) or, in a pool that demands MFA,
 * on the way to it (Session), which then goes on in another session.
 *
 * @param isVerified whether this step proves the app, so that the sign-in can be finished after it.
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException, and whatever the step throws
 */
export async function inTokenSetup<T>(
  context: SignInContext,
  { AccessToken, Session }: { AccessToken?: string; Session?: string },
  isVerified: boolean,
  step: SetupStep<T>,
): Promise<{ result: T; Session?: string }> {
  if (AccessToken !== undefined && Session === undefined) {
    const { pool, user } = await requireBearer(context, AccessToken);
    return { result: await context.database.transaction((tx) => step(tx, pool, user)) };
  }
  if (Session === undefined || AccessToken !== undefined) {
    throw invalidParameter("Exactly one of AccessToken and Session has to be there.");
  }
  return await inSession(context, Session, isVerified, step);
}

async function inSession<T>(context: SignInContext, key: string, isVerified: boolean, step: SetupStep<T>) {
  const { database, now } = context;
  const session = await requireOpenSession(context, key, "MFA_SETUP");
  const owner = await requireClient(database, session.clientId);
  return await database.transaction(async (tx) => {
    const user = session.userId === null ? undefined : await lockUser(tx, session.userId);
    if (!user || !isTheirs(session, user)) throw invalidSession();
    // Who has an app already has to sign in with it: the password alone must not replace it.
    if ((await softwareTokenOf(tx, user))?.secret) throw invalidSession();
    const result = await step(tx, owner.pool, user);
    await useSession(tx, session, now);
    return {
      result,
      Session: await openSession(tx, owner, user, { waitsFor: "MFA_SETUP", isVerified }, now),
    };
  });
}
