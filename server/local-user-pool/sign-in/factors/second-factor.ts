import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { finishSignIn } from "../sessions/auth-response.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { invalidSession, useSession, isTheirs } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { checkMaySignIn } from "./first-factor.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { User } from "../../tables/users-table.ts";
import { lockUser } from "../../users/users.ts";

/**
 * Signs in after somebody has proved their second factor, and thereby uses up the session that asked for it.
 *
 * @param alongside what else belongs into the transaction.
 * @throws UserPoolException NotAuthorizedException and whatever else bars the user meanwhile
 */
export async function passSecondFactor(
  { database, now }: SignInContext,
  owner: ClientOfPool,
  user: User,
  session: AuthSession,
  alongside?: (tx: Database) => Promise<void>,
): Promise<AuthAnswer> {
  return await database.transaction(async (tx) => {
    const current = await lockUser(tx, user.id);
    if (!current || !isTheirs(session, current)) throw invalidSession();
    checkMaySignIn(owner.pool, current, now);
    await useSession(tx, session, now);
    await alongside?.(tx);
    return await finishSignIn({ tx, owner, user: current, now });
  });
}
