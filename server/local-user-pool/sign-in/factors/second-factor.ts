import { findSignInDevice } from "../../devices/devices.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { User } from "../../tables/users-table.ts";
import { lockUser } from "../../users/users.ts";
import { completeSignIn, withStep } from "../sessions/auth-response.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { belongsTo, consumeAuthSession, invalidSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { checkCanSignIn } from "./first-factor.ts";
import type { FirstFactorContext } from "./first-factor.ts";

/**
 * Completes a sign-in after the second factor has been verified, and consumes the session of its challenge.
 *
 * @param inSameTransaction runs before the tokens are issued. If it changes the user, it returns the changed row.
 * @throws UserPoolException NotAuthorizedException, and all that `checkCanSignIn` throws
 */
export async function completeSecondFactor(
  {
    database,
    now,
    deviceKey,
    sourceAddress,
  }: Pick<FirstFactorContext, "database" | "now" | "deviceKey" | "sourceAddress">,
  app: AppClientWithPool,
  user: User,
  session: AuthSession,
  inSameTransaction?: (tx: Database, user: User) => Promise<User | void>,
): Promise<AuthResponse> {
  return await database.transaction(async (tx) => {
    const current = await lockUser(tx, user.id);
    if (!current || !belongsTo(session, current)) throw invalidSession();
    checkCanSignIn(app.pool, current, now);
    await consumeAuthSession(tx, session, now);
    const changed = await inSameTransaction?.(tx, current);
    const device = await findSignInDevice(tx, app.pool, current, deviceKey);
    const customAuth = withStep(session.state);
    return await completeSignIn({
      tx,
      app,
      user: changed ?? current,
      device,
      customAuth,
      sourceAddress,
      now,
    });
  });
}
