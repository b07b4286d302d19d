import { findSignInDevice } from "../../devices/devices.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import {
  incorrectUsernameOrPassword,
  invalidParameter,
  userDoesNotExist,
} from "../../protocol/exceptions.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import type { CustomAuthStep } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { unrecognizableOutput } from "../../triggers/invoke-trigger.ts";
import { simulateUser } from "../../users/simulated-users.ts";
import { findUser, lockUser } from "../../users/users.ts";
import { startSrp } from "../auth-flows/user-srp-auth.ts";
import { checkCanSignIn } from "../factors/first-factor.ts";
import { issueChallenge, startSession } from "../sessions/auth-response.ts";
import type { Challenge, CompletedSignIn, CompletedStep } from "../sessions/auth-response.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import { createAuthChallenge, defineAuthChallenge } from "./auth-challenge-triggers.ts";
import type { CustomAuthUser } from "./auth-challenge-triggers.ts";

/**
 * CUSTOM_AUTH: the pool's triggers say which challenges there are, and when the sign-in is complete. With SRP_A it begins
 * with the password.
 *
 * @throws UserPoolException InvalidParameterException in a pool without the trigger DefineAuthChallenge;
 * UserNotFoundException; NotAuthorizedException where the trigger ends the sign-in; all that the triggers throw
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html#amazon-cognito-user-pools-custom-authentication-flow
 */
export async function startCustomAuth(
  context: SignInContext,
  app: AppClientWithPool,
  name: string,
  parameters: Parameters,
): Promise<Challenge | CompletedSignIn> {
  const user = await findUser(context.database, app.pool, name);
  if (!user && !preventsUserExistenceErrors(app.client.settings)) throw userDoesNotExist();
  const who = { user, username: simulateUser(app.pool, name).username };
  if (parameters["CHALLENGE_NAME"] !== "SRP_A") return await decide(context, app, who, []);
  const clientPublic = requireParameter(parameters, "SRP_A");
  const steps = [{ challengeName: "SRP_A", challengeResult: true, challengeMetadata: null }];
  return await decide(context, app, who, steps, async () => {
    return await startSrp({ ...context, customAuth: steps }, app, name, clientPublic);
  });
}

/** Continues CUSTOM_AUTH after a step of a user who exists. */
export async function continueCustomAuth(
  context: SignInContext,
  app: AppClientWithPool,
  { user, steps }: CompletedStep,
): Promise<Challenge | CompletedSignIn> {
  return await decide(context, app, { user, username: user.username }, steps);
}

/**
 * Does what the trigger DefineAuthChallenge decides after the given steps.
 *
 * @param startPassword issues the challenge for a password; undefined: the client sent no SRP_A, or has answered it.
 */
export async function decide(
  context: SignInContext,
  app: AppClientWithPool,
  who: CustomAuthUser,
  steps: CustomAuthStep[],
  startPassword?: () => Promise<Challenge>,
): Promise<Challenge | CompletedSignIn> {
  const decision = await defineAuthChallenge(context, app, who, steps);
  if (!decision) {
    throw invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
  }
  if (decision.failAuthentication) throw incorrectUsernameOrPassword();
  if (decision.issueTokens) return await complete(context, app, who.user);
  if (decision.challengeName === "PASSWORD_VERIFIER" && startPassword) return await startPassword();
  if (decision.challengeName !== "CUSTOM_CHALLENGE") throw unrecognizableOutput();
  return await issueCustomChallenge(context, app, who, steps);
}

async function issueCustomChallenge(
  context: SignInContext,
  app: AppClientWithPool,
  who: CustomAuthUser,
  customAuth: CustomAuthStep[],
): Promise<Challenge> {
  const {
    publicChallengeParameters,
    privateChallengeParameters = {},
    challengeMetadata = null,
  } = await createAuthChallenge(context, app, who, customAuth);
  const { database, now } = context;
  const user = who.user ?? { id: undefined, username: who.username, credentialGeneration: 0 };
  return await issueChallenge(
    { tx: database, app, user, customAuth, now },
    { waitsFor: "CUSTOM_CHALLENGE", privateParameters: privateChallengeParameters, challengeMetadata },
    { ...publicChallengeParameters, USERNAME: user.username },
  );
}

async function complete(
  { database, deviceKey, sourceAddress, now }: SignInContext,
  app: AppClientWithPool,
  user: User | undefined,
): Promise<CompletedSignIn> {
  if (!user) throw incorrectUsernameOrPassword();
  return await database.transaction(async (tx) => {
    const current = await lockUser(tx, user.id);
    if (current?.credentialGeneration !== user.credentialGeneration) throw incorrectUsernameOrPassword();
    checkCanSignIn(app.pool, current, now);
    const device = await findSignInDevice(tx, app.pool, current, deviceKey);
    return await startSession({ tx, app, user: current, device, sourceAddress, now });
  });
}
