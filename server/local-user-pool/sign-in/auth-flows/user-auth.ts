import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { askFor } from "../sessions/auth-response.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { invalidSession, requireSession, useSession, isTheirs } from "../sessions/auth-sessions.ts";
import type { AuthSession, ChallengedUser } from "../sessions/auth-sessions.ts";
import { hidesUsers } from "../../settings/client-settings.ts";
import { askForEmailOtp, simulateEmailOtp } from "../factors/email-otp.ts";
import { userDoesNotExist } from "../../protocol/exceptions.ts";
import { passFirstFactor } from "../factors/first-factor.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import { simulatedUser } from "../../users/simulated-users.ts";
import type { FirstFactor } from "../../tables/auth-session-state.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { inTransaction } from "../../mail/transaction.ts";
import { findUser } from "../../users/users.ts";
import { signInWithPassword } from "./user-password-auth.ts";
import { startSrp } from "./user-srp-auth.ts";
import { canGetMail } from "../../users/attributes.ts";

/**
 * USER_AUTH: the user names themselves, and then chooses how to go on, unless the client knows the choice already. With
 * the Session of ConfirmSignUp, whose code was a first factor, it signs in at once.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function signInByChoice(
  context: SignInContext,
  owner: ClientOfPool,
  username: string,
  parameters: Parameters,
  sessionKey: string | undefined,
): Promise<AuthAnswer> {
  if (sessionKey !== undefined) return await signInAfterSignUp(context, owner, username, sessionKey);
  const user = await findUser(context.database, owner.pool, username);
  if (!user && !hidesUsers(owner.client.settings)) throw userDoesNotExist();
  const choices = choicesOf(owner.pool, user);
  const preferred = choices.find((choice) => choice === parameters["PREFERRED_CHALLENGE"]);
  const answer = preferred
    ? await startFactor(context, owner, username, preferred, parameters)
    : await askToChoose(context, owner, user ?? simulatedUser(owner.pool, username), choices);
  return "ChallengeName" in answer ? { ...answer, AvailableChallenges: choices } : answer;
}

async function signInAfterSignUp(
  context: SignInContext,
  owner: ClientOfPool,
  username: string,
  sessionKey: string,
): Promise<AuthAnswer> {
  const session = await requireSession(context, owner, sessionKey, "AUTO_SIGN_IN");
  const user = await findUser(context.database, owner.pool, username);
  if (!user || !isTheirs(session, user)) throw invalidSession();
  return await passFirstFactor(context, owner, user, "EMAIL_OTP", session);
}

/**
 * The first factors that the pool allows and the user has. Somebody who does not exist seems to have all; somebody with
 * a temporary password has to use it.
 */
function choicesOf({ settings }: UserPool, user: User | undefined): FirstFactor[] {
  const allowed = settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  const hasPassword = !user || user.passwordHash !== null;
  const hasMail = !user || (canGetMail(user) && user.status !== "FORCE_CHANGE_PASSWORD");
  const choices: FirstFactor[] = [];
  if (allowed.includes("PASSWORD") && hasPassword) choices.push("PASSWORD_SRP", "PASSWORD");
  if (allowed.includes("EMAIL_OTP") && hasMail) choices.push("EMAIL_OTP");
  return choices;
}

async function askToChoose(
  { database, now }: SignInContext,
  owner: ClientOfPool,
  user: ChallengedUser,
  choices: FirstFactor[],
): Promise<AuthAnswer> {
  return await askFor({ tx: database, owner, user, now }, { waitsFor: "SELECT_CHALLENGE", choices });
}

/**
 * Begins the first factor that was chosen: with what it needs, where the client sent that along; else it asks.
 *
 * @param session the one in which it was chosen, which is thereby used up.
 */
export async function startFactor(
  context: SignInContext,
  owner: ClientOfPool,
  username: string,
  factor: FirstFactor,
  { PASSWORD, SRP_A }: Parameters,
  session?: AuthSession,
): Promise<AuthAnswer> {
  if (factor === "PASSWORD" && PASSWORD) {
    return await signInWithPassword(context, owner, username, PASSWORD, session);
  }
  if (factor === "PASSWORD_SRP" && SRP_A) return await startSrp(context, owner, username, SRP_A, session);
  const { now } = context;
  const user = await findUser(context.database, owner.pool, username);
  return await inTransaction(context, async (tx, post) => {
    if (session) await useSession(tx, session, now);
    if (factor === "EMAIL_OTP" && user?.enabled && canGetMail(user)) {
      return await askForEmailOtp({ tx, post, owner, user, now }, "FIRST_FACTOR");
    }
    const step = { tx, owner, user: user ?? simulatedUser(owner.pool, username), now };
    return factor === "EMAIL_OTP"
      ? await simulateEmailOtp(step, username)
      : await askFor(step, { waitsFor: factor });
  });
}
