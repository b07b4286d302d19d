import { inTransaction } from "../../mail/transaction-with-mail.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { userDoesNotExist } from "../../protocol/exceptions.ts";
import type { Parameters } from "../../protocol/parameters.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import type { FirstFactor } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { hasVerified } from "../../users/attributes.ts";
import { simulateUser } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import type { FirstFactorContext } from "../factors/first-factor.ts";
import { findFirstFactors } from "../factors/available-factors.ts";
import {
  issueOneTimeCodeChallenge,
  oneTimeCodeChallenges,
  simulateOneTimeCodeChallenge,
} from "../factors/one-time-codes.ts";
import { findPasskeyOffer } from "../factors/passkey-offer.ts";
import type { PasskeyOffer } from "../factors/passkey-offer.ts";
import { issueWebAuthnChallenge } from "../factors/web-authn.ts";
import { issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import {
  belongsTo,
  consumeAuthSession,
  invalidSession,
  requireClientAuthSession,
} from "../sessions/auth-sessions.ts";
import type { AuthSession, ChallengedUser } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import { signInWithPassword } from "./user-password-auth.ts";
import { startSrp } from "./user-srp-auth.ts";

/**
 * USER_AUTH: offers the first factors that the user can choose from, unless the client names one as
 * PREFERRED_CHALLENGE. With the Session of ConfirmSignUp, whose code was a first factor, the sign-in needs no other.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export async function startUserAuth(
  context: SignInContext,
  app: AppClientWithPool,
  username: string,
  parameters: Parameters,
  sessionKey: string | undefined,
): Promise<AuthResponse> {
  if (sessionKey !== undefined) return await autoSignIn(context, app, username, sessionKey);
  const user = await findUser(context.database, app.pool, username);
  if (!user && !preventsUserExistenceErrors(app.client.settings)) throw userDoesNotExist();
  const { choices, offer } = await findFirstFactors(context.database, app.pool, user, username);
  const preferred = choices.find((choice) => choice === parameters["PREFERRED_CHALLENGE"]);
  const response = preferred
    ? await startFirstFactor(context, app, { user, username, offer }, preferred, parameters)
    : await issueSelectChallenge(context, app, user ?? simulateUser(app.pool, username), choices);
  return "ChallengeName" in response ? { ...response, AvailableChallenges: choices } : response;
}

async function autoSignIn(
  context: FirstFactorContext,
  app: AppClientWithPool,
  username: string,
  sessionKey: string,
): Promise<AuthResponse> {
  const session = await requireClientAuthSession(context, app, sessionKey, "AUTO_SIGN_IN");
  const user = await findUser(context.database, app.pool, username);
  if (!user || !belongsTo(session, user)) throw invalidSession();
  return await completeFirstFactor(context, app, user, "CONFIRMATION_CODE", session);
}

async function issueSelectChallenge(
  { database, now }: Pick<SignInContext, "database" | "now">,
  app: AppClientWithPool,
  user: ChallengedUser,
  choices: FirstFactor[],
): Promise<AuthResponse> {
  return await issueChallenge({ tx: database, app, user, now }, { waitsFor: "SELECT_CHALLENGE", choices });
}

/**
 * Starts the chosen first factor, with the PASSWORD or SRP_A that the client sent along; without them, issues its
 * challenge.
 *
 * @param claimant who signs in: the user, undefined for one who does not exist; the name that the client sent; and their
 *   passkeys where they have been looked up.
 * @param session the session in which the factor was chosen, which is consumed.
 */
export async function startFirstFactor(
  context: SignInContext,
  app: AppClientWithPool,
  claimant: { user: User | undefined; username: string; offer?: PasskeyOffer | undefined },
  factor: FirstFactor,
  { PASSWORD, SRP_A }: Parameters,
  session?: AuthSession,
): Promise<AuthResponse> {
  const { user, username } = claimant;
  if (factor === "PASSWORD" && PASSWORD) {
    return await signInWithPassword(context, app, username, PASSWORD, session);
  }
  if (factor === "PASSWORD_SRP" && SRP_A) return await startSrp(context, app, username, SRP_A, session);
  const { now } = context;
  return await inTransaction(
    context,
    { reason: "Authentication", clientId: app.client.id },
    async (tx, queueMail) => {
      if (session) await consumeAuthSession(tx, session, now);
      const simulated = { tx, app, user: user ?? simulateUser(app.pool, username), now };
      if (factor === "PASSWORD" || factor === "PASSWORD_SRP") {
        return await issueChallenge(simulated, { waitsFor: factor });
      }
      if (factor === "WEB_AUTHN") {
        const offer = claimant.offer ?? (await findPasskeyOffer(tx, app.pool, user, username));
        return await issueWebAuthnChallenge({ tx, app, now }, user, username, offer);
      }
      const { attribute } = oneTimeCodeChallenges[factor];
      return user?.enabled && hasVerified(user, attribute)
        ? await issueOneTimeCodeChallenge({ tx, queueMail, app, user, now }, factor, "FIRST_FACTOR")
        : await simulateOneTimeCodeChallenge(simulated, factor, username);
    },
  );
}
