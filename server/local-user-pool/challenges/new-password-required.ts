import { checkChangedAttributes, mergeAttributes, requiredAttributes } from "../attributes.ts";
import type { Attributes } from "../attributes.ts";
import { invalidSession, useSession } from "../auth-sessions.ts";
import { required } from "../auth-start.ts";
import { invalidParameter } from "../exceptions.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import { checkPasswordHistory, createCredentials, rememberPassword } from "../passwords.ts";
import { askForMfaOrSignIn, checkMaySignIn } from "../sign-in.ts";
import type { AuthAnswer } from "../sign-in.ts";
import { inTransaction } from "../transaction.ts";
import type { UserPool } from "../user-pools-table.ts";
import { lockUser, nextCredentialGeneration, replaceSignInNames, updateUser } from "../users.ts";
import type { User } from "../users-table.ts";
import { isTheirs, requireChallenge } from "./challenge-answer.ts";
import type { ChallengeAnswer } from "./challenge-answer.ts";

/** The user of a temporary password chooses one of their own, and supplies the attributes that are required and missing. */
export async function answerNewPassword(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, responses } = answer;
  const { client, pool } = owner;
  const { database, now } = context;
  const { session, user } = await requireChallenge(answer, "NEW_PASSWORD_REQUIRED");
  const password = required(responses, "NEW_PASSWORD");
  checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, password);
  const added = addedAttributes(pool, user, responses);
  checkChangedAttributes(pool, added, client);
  await checkPasswordHistory(database, pool, user, password);
  const credentials = await createCredentials(pool, user.username, password, now);

  return await inTransaction(context, async (tx, post) => {
    const current = await lockUser(tx, user.id);
    if (!current || !isTheirs(session, current)) throw invalidSession();
    checkMaySignIn(pool, current, now);
    await useSession(tx, session, now);
    const attributes = mergeAttributes(current.attributes, added);
    const changes = { ...credentials, ...nextCredentialGeneration(current), attributes, status: "CONFIRMED" as const };
    const confirmed = await updateUser(tx, user.id, changes, now);
    await replaceSignInNames(tx, pool, confirmed);
    await rememberPassword(tx, pool, user.id, credentials);
    return await askForMfaOrSignIn({ tx, post, owner, user: confirmed, now }, "PASSWORD");
  });
}

const prefix = "userAttributes.";

function addedAttributes(pool: UserPool, user: User, responses: Record<string, string>): Attributes {
  const given = Object.entries(responses).filter(([name]) => name.startsWith(prefix));
  const added = Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value]));
  for (const name of requiredAttributes(pool)) {
    if (name in added && user.attributes[name]) throw invalidParameter(`Cannot modify an already provided ${name}`);
    if (!added[name] && !user.attributes[name]) {
      throw invalidParameter(`Invalid attributes given, ${name} is missing`);
    }
  }
  return added;
}
