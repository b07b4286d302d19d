import { randomBytes } from "node:crypto";
import type { SignInContext } from "../sessions/sign-in-context.ts";
import type { ClientOfPool } from "../../pools/app-clients.ts";
import { checkLockout } from "../../attempts/lockout.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { openSession, useSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { hidesUsers } from "../../settings/client-settings.ts";
import { invalidParameter, userDoesNotExist } from "../../protocol/exceptions.ts";
import { simulatedCredential, simulatedUser } from "../../users/simulated-users.ts";
import { startExchange } from "../../passwords/srp.ts";
import { findUser } from "../../users/users.ts";
import { subjectOf } from "../../attempts/attempt-subject.ts";

const secretBlockBytes = 256;

/**
 * The first half of a sign-in by Secure Remote Password. What it remembers it finds again by the SECRET_BLOCK, which
 * clients repeat; most of them send no Session here. Somebody who does not exist, or has no password, gets a challenge
 * too, which nobody can answer.
 *
 * @param clientPublic SRP's `A`, hex.
 * @param session the one in which this way to sign in was chosen, which is thereby used up.
 * @throws UserPoolException InvalidParameterException, UserNotFoundException; NotAuthorizedException during a lock-out
 */
export async function startSrp(
  context: SignInContext,
  owner: ClientOfPool,
  username: string,
  clientPublic: string,
  session?: AuthSession,
): Promise<AuthAnswer> {
  const isNumber = /^[0-9a-fA-F]{1,770}$/.test(clientPublic);
  if (!isNumber) throw invalidParameter("SRP_A must be a hexadecimal number.");
  const { pool, client } = owner;
  const user = await findUser(context.database, pool, username);
  if (!user && !hidesUsers(client.settings)) throw userDoesNotExist();
  const subject = subjectOf(pool, user, username);
  await checkLockout(context, pool, subject, "Password");

  // Computed for those who exist, too: it is what takes time.
  const simulated = simulatedCredential(pool, username);
  const verifier = user?.srpVerifier ?? simulated.verifier;
  const challenged = user ?? simulatedUser(pool, username);
  const { serverSecret, serverPublic } = startExchange(verifier);
  const secretBlock = randomBytes(secretBlockBytes).toString("base64");
  await context.database.transaction(async (tx) => {
    if (session) await useSession(tx, session, context.now);
    const state = { waitsFor: "PASSWORD_VERIFIER", clientPublic, serverSecret, verifier, subject } as const;
    await openSession(tx, owner, challenged, state, context.now, secretBlock);
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
