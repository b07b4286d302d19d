import { randomBytes } from "node:crypto";
import { subjectOf } from "../../users/attempt-subject.ts";
import { checkLockout } from "../../attempts/lockout.ts";
import { startExchange } from "../../passwords/srp.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { invalidParameter, userDoesNotExist } from "../../protocol/exceptions.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import { simulateSrpCredential, simulateUser } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import type { Challenge } from "../sessions/auth-response.ts";
import { consumeAuthSession, createAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

const secretBlockBytes = 256;

/** The random SECRET_BLOCK of an exchange. */
export function createSecretBlock(): string {
  return randomBytes(secretBlockBytes).toString("base64");
}

/** @throws UserPoolException InvalidParameterException where a client's `A` is no hexadecimal number */
export function checkClientPublic(clientPublic: string): void {
  if (!/^[0-9a-fA-F]{1,770}$/.test(clientPublic)) {
    throw invalidParameter("SRP_A must be a hexadecimal number.");
  }
}

/**
 * The first half of a sign-in with Secure Remote Password. Its session is found again by the SECRET_BLOCK, which all
 * clients send back; most of them send no Session. Users who do not exist or have no password get a simulated
 * challenge, which no response satisfies.
 *
 * @param clientPublic SRP's `A`, hex.
 * @param session the session in which PASSWORD_SRP was chosen, which is consumed.
 * @throws UserPoolException InvalidParameterException, UserNotFoundException; NotAuthorizedException during a lockout
 */
export async function startSrp(
  context: Pick<SignInContext, "database" | "now" | "customAuth">,
  app: AppClientWithPool,
  username: string,
  clientPublic: string,
  session?: AuthSession,
): Promise<Challenge> {
  checkClientPublic(clientPublic);
  const { pool, client } = app;
  const user = await findUser(context.database, pool, username);
  if (!user && !preventsUserExistenceErrors(client.settings)) throw userDoesNotExist();
  const subject = subjectOf(pool, user, username);
  await checkLockout(context, pool, subject, "Password");

  // Computed for existing users too, so that timing does not reveal which users exist.
  const simulated = simulateSrpCredential(pool, username);
  const verifier = user?.srpVerifier ?? simulated.verifier;
  const challenged = user ?? simulateUser(pool, username);
  const { serverSecret, serverPublic } = startExchange(verifier);
  const secretBlock = createSecretBlock();
  await context.database.transaction(async (tx) => {
    if (session) await consumeAuthSession(tx, session, context.now);
    const exchange = {
      waitsFor: "PASSWORD_VERIFIER",
      clientPublic,
      serverSecret,
      verifier,
      subject,
    } as const;
    const { customAuth } = context;
    const state = customAuth ? { ...exchange, customAuth } : exchange;
    await createAuthSession(tx, app, challenged, state, context.now, secretBlock);
  });
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: user?.srpSalt ?? simulated.salt,
      SRP_B: serverPublic,
      SECRET_BLOCK: secretBlock,
      USERNAME: challenged.username,
      USER_ID_FOR_SRP: challenged.username,
    },
  };
}
