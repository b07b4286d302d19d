import { eq } from "drizzle-orm";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { issueTokens, scopesOfSignIn } from "../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../tokens/issue-tokens.ts";
import { findTokenChanges } from "../tokens/token-generation-trigger.ts";
import { hasTrigger } from "../triggers/run-trigger.ts";
import { incorrectUsernameOrPassword } from "../protocol/exceptions.ts";
import { continueCustomAuth } from "./custom-auth/custom-auth.ts";
import { runPostAuthentication } from "./triggers/authentication-triggers.ts";
import type { AuthResponse, Challenge, CompletedSignIn } from "./sessions/auth-response.ts";
import type { SignInContext } from "./sessions/sign-in-context.ts";

/** The response of InitiateAuth and RespondToAuthChallenge: tokens, or the next challenge. */
export type FinishedResponse =
  Challenge | { AuthenticationResult: AuthenticationResult; ChallengeParameters: Record<string, string> };

/**
 * Makes a response of what a step of a sign-in leads to. The triggers run here, after the transaction of the step: if one
 * of them refuses, the sign-in is deleted, whose tokens nobody has seen.
 *
 * @throws UserPoolException all that the triggers throw
 */
export async function finishSignIn(
  context: SignInContext,
  app: AppClientWithPool,
  response: AuthResponse,
): Promise<FinishedResponse> {
  const next = await runTriggersAfter(context, app, response);
  if ("ChallengeName" in next) return next;
  const { completed, user, reason } = next;
  const { signIn, RefreshToken, NewDeviceMetadata } = completed;
  const { database, now } = context;
  return await orDelete(context, next, async () => {
    const changes = await findTokenChanges(context, app, user, scopesOfSignIn(signIn), reason);
    const tokens = await issueTokens(database, app, user, signIn, now, changes);
    return {
      AuthenticationResult: { ...tokens, RefreshToken, ...(NewDeviceMetadata && { NewDeviceMetadata }) },
      ChallengeParameters: {},
    };
  });
}

/**
 * Runs the triggers that follow a step, but that of the tokens.
 *
 * @returns the next challenge, or the sign-in that waits for its tokens.
 */
export async function runTriggersAfter(
  context: SignInContext,
  app: AppClientWithPool,
  response: AuthResponse,
): Promise<Challenge | CompletedSignIn> {
  const next = "steps" in response ? await continueCustomAuth(context, app, response) : response;
  if ("ChallengeName" in next) return next;
  const isNewDevice = next.completed.NewDeviceMetadata !== undefined;
  if (!hasTrigger(context, app.pool, "PostAuthentication")) return next;
  return await orDelete(context, next, async () => {
    await runPostAuthentication(context, app, next.user, isNewDevice);
    return { ...next, user: await reloadUser(context, next.user) };
  });
}

/** The user after a trigger, which may have changed their attributes. */
async function reloadUser({ database }: SignInContext, { id }: User): Promise<User> {
  const [user] = await database.select().from(users).where(eq(users.id, id));
  if (!user?.enabled) throw incorrectUsernameOrPassword();
  return user;
}

async function orDelete<T>(
  { database }: SignInContext,
  { completed }: CompletedSignIn,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    await database.delete(signIns).where(eq(signIns.id, completed.signIn.id));
    throw error;
  }
}
