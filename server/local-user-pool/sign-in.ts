import { eq } from "drizzle-orm";
import type { Context } from "./action.ts";
import type { ClientOfPool } from "./app-clients.ts";
import { isReadable, requiredAttributes } from "./attributes.ts";
import type { AuthSessionState, MfaFactor } from "./auth-session-state.ts";
import { openSession, useSession } from "./auth-sessions.ts";
import type { AuthSession } from "./auth-sessions.ts";
import type { Database } from "./database-schema.ts";
import { maskAddress } from "./code-delivery.ts";
import { incorrectUsernameOrPassword, notAuthorized, UserPoolException } from "./exceptions.ts";
import { authenticationMail } from "./mail.ts";
import { hashOtp, otpDigits } from "./one-time-passwords.ts";
import { randomDigits } from "./secrets.ts";
import { softwareTokens } from "./software-tokens-table.ts";
import { signIn } from "./tokens.ts";
import type { AuthenticationResult } from "./tokens.ts";
import { inTransaction } from "./transaction.ts";
import type { PostMail } from "./transaction.ts";
import type { UserPool } from "./user-pools-table.ts";
import { lockUser } from "./users.ts";
import type { User } from "./users-table.ts";

/** What InitiateAuth and RespondToAuthChallenge answer: tokens, or the next challenge. */
export type AuthAnswer =
  | { AuthenticationResult: AuthenticationResult; ChallengeParameters: Record<string, string> }
  | {
      ChallengeName: string;
      Session?: string;
      ChallengeParameters: Record<string, string>;
      AvailableChallenges?: string[];
    };

/** One transaction of a sign-in in progress. */
export type SignInStep = { tx: Database; post: PostMail; owner: ClientOfPool; user: User; now: Date };

/**
 * Goes on after somebody has proved their first factor.
 *
 * @param user as they were when they proved it; should their credentials have changed since, it was for nothing.
 * @param session the one that they proved it in, which is thereby used up.
 * @throws UserPoolException NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException
 */
export async function passFirstFactor(
  context: Context,
  owner: ClientOfPool,
  user: User,
  factor: "PASSWORD" | "EMAIL_OTP",
  session?: AuthSession,
): Promise<AuthAnswer> {
  return await inTransaction(context, async (tx, post) => {
    const current = await lockUser(tx, user.id);
    if (current?.credentialGeneration !== user.credentialGeneration) throw incorrectUsernameOrPassword();
    checkMaySignIn(owner.pool, current, context.now);
    if (session) await useSession(tx, session, context.now);
    const step = { tx, post, owner, user: current, now: context.now };
    if (current.status === "FORCE_CHANGE_PASSWORD") return await askForNewPassword(step);
    return await askForMfaOrSignIn(step, factor);
  });
}

/** @throws UserPoolException where the user, whose first factor is proved, may not sign in all the same. */
export function checkMaySignIn(pool: UserPool, user: User, now: Date): void {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") {
    throw new UserPoolException("UserNotConfirmedException", "User is not confirmed.");
  }
  if (user.status === "RESET_REQUIRED") {
    throw new UserPoolException("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (user.status === "FORCE_CHANGE_PASSWORD" && hasExpired(pool, user, now)) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
}

function hasExpired(pool: UserPool, { passwordSetAt }: User, now: Date): boolean {
  const days = pool.settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays;
  return passwordSetAt !== null && passwordSetAt.getTime() + days * 86_400_000 <= now.getTime();
}

async function askForNewPassword(step: SignInStep): Promise<AuthAnswer> {
  const { owner, user } = step;
  const shown = Object.entries(user.attributes).filter(([name]) => isReadable(owner.client, name));
  const missing = requiredAttributes(owner.pool).filter((name) => !user.attributes[name]);
  return await askFor(
    step,
    { waitsFor: "NEW_PASSWORD_REQUIRED" },
    {
      USER_ID_FOR_SRP: user.username,
      userAttributes: JSON.stringify(Object.fromEntries(shown)),
      requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
    },
  );
}

/** Asks for a second factor where there has to be one, else signs in. An e-mailed code is no second after an e-mailed first. */
export async function askForMfaOrSignIn(step: SignInStep, factor: "PASSWORD" | "EMAIL_OTP"): Promise<AuthAnswer> {
  const { owner, user } = step;
  const configured = await mfaFactorsOf(step.tx, owner.pool, user);
  const choices = configured.filter((choice) => choice !== factor);
  const [first] = choices;
  if (first === undefined) {
    return owner.pool.mfa.MfaConfiguration === "ON" ? await askToSetUpMfa(step) : await finishSignIn(step);
  }
  const preferred = choices.find((choice) => choice === user.preferredMfa);
  if (choices.length === 1 || preferred) return await askForMfa(step, preferred ?? first);
  return await askFor(
    step,
    { waitsFor: "SELECT_MFA_TYPE", choices },
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(choices) },
  );
}

/**
 * The second factors that a user has. Where the pool makes MFA optional, only those that the user switched on count;
 * where it demands MFA, every one that works does.
 */
export async function mfaFactorsOf(database: Database, pool: UserPool, user: User): Promise<MfaFactor[]> {
  const { MfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = pool.mfa;
  if (MfaConfiguration === "OFF") return [];
  const isDemanded = MfaConfiguration === "ON";
  const factors: MfaFactor[] = [];
  if (SoftwareTokenMfaConfiguration?.Enabled && (isDemanded || user.softwareTokenMfaEnabled)) {
    const [token] = await database.select().from(softwareTokens).where(eq(softwareTokens.userId, user.id));
    if (token && token.secret !== null) factors.push("SOFTWARE_TOKEN_MFA");
  }
  const canGetMail = user.attributes["email"] !== undefined && user.attributes["email_verified"] === "true";
  if (EmailMfaConfiguration && canGetMail && (isDemanded || user.emailMfaEnabled)) factors.push("EMAIL_OTP");
  return factors;
}

/** Asks for a second factor. */
export async function askForMfa(step: SignInStep, factor: MfaFactor): Promise<AuthAnswer> {
  if (factor === "EMAIL_OTP") return await askForEmailOtp(step, "MFA");
  const [token] = await step.tx.select().from(softwareTokens).where(eq(softwareTokens.userId, step.user.id));
  return await askFor(
    step,
    { waitsFor: "SOFTWARE_TOKEN_MFA" },
    {
      USER_ID_FOR_SRP: step.user.username,
      ...(token?.deviceName && { FRIENDLY_DEVICE_NAME: token.deviceName }),
    },
  );
}

/** Mails a code to sign in with, as the first factor or the second. */
export async function askForEmailOtp(step: SignInStep, as: "FIRST_FACTOR" | "MFA"): Promise<AuthAnswer> {
  const { owner, user } = step;
  const address = user.attributes["email"] ?? "";
  const code = randomDigits(otpDigits);
  step.post(authenticationMail(owner.pool, address, user.username, code));
  return await askFor(
    step,
    { waitsFor: "EMAIL_OTP", as, codeHash: hashOtp(owner.pool, user.id, code) },
    {
      USER_ID_FOR_SRP: user.username,
      CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
      CODE_DELIVERY_DESTINATION: maskAddress(address),
    },
  );
}

async function askToSetUpMfa(step: SignInStep): Promise<AuthAnswer> {
  return await askFor(
    step,
    { waitsFor: "MFA_SETUP" },
    { USER_ID_FOR_SRP: step.user.username, MFAS_CAN_SETUP: JSON.stringify(["SOFTWARE_TOKEN_MFA"]) },
  );
}

/** Signs in: the last step. */
export async function finishSignIn({ tx, owner, user, now }: SignInStep): Promise<AuthAnswer> {
  return { AuthenticationResult: await signIn(tx, owner, user, now), ChallengeParameters: {} };
}

type StateWithoutUsername<State> = State extends unknown ? Omit<State, "username"> : never;

async function askFor(
  { tx, owner, user, now }: SignInStep,
  state: StateWithoutUsername<AuthSessionState>,
  parameters: Record<string, string>,
): Promise<AuthAnswer> {
  const waiting = { ...state, username: user.username };
  return {
    ChallengeName: state.waitsFor,
    Session: await openSession(tx, owner, user, waiting, now),
    ChallengeParameters: parameters,
  };
}
