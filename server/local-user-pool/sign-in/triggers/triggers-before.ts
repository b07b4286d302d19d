import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { hasTrigger } from "../../triggers/run-trigger.ts";
import { findUser } from "../../users/users.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import { runPreAuthentication } from "./authentication-triggers.ts";
import { migrateUser } from "./migrate-user.ts";

/**
 * Runs the triggers before a sign-in: UserMigration for a user who does not exist yet, then PreAuthentication.
 *
 * @param password where the client sent one; a user cannot be migrated without.
 * @throws UserPoolException all that the triggers throw
 */
export async function runTriggersBefore(
  context: SignInContext,
  app: AppClientWithPool,
  username: string,
  password: string | undefined,
): Promise<void> {
  const migrates = hasTrigger(context, app.pool, "UserMigration") && password !== undefined;
  if (!migrates && !hasTrigger(context, app.pool, "PreAuthentication")) return;
  const existing = await findUser(context.database, app.pool, username);
  const user = existing ?? (migrates ? await migrateUser(context, app, username, password) : undefined);
  await runPreAuthentication(context, app, user, username);
}
