import { checkChangedAttributes, mergeAttributes, requiredAttributes } from "../../users/attributes.ts";
import type { Attributes } from "../../users/attributes.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { invalidSession, useSession, isTheirs } from "../sessions/auth-sessions.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { checkMaySignIn } from "../factors/first-factor.ts";
import { askForMfaOrSignIn } from "../factors/mfa.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { createCredentials } from "../../passwords/credentials.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { inTransaction } from "../../mail/transaction.ts";
import { lockUser, nextCredentialGeneration, updateUser } from "../../users/users.ts";
import { requireChallenge } from "./challenge-response.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";
import { checkPasswordHistory, rememberPassword } from "../../passwords/password-history.ts";
import { replaceSignInNames } from "../../users/sign-in-names.ts";

/** The user of a temporary password chooses one of their own, and supplies the attributes that are required and missing. */
export async function answerNewPassword(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, responses } = answer;
  const { client, pool } = owner;
  const { now } = context;
  const { session, user } = await requireChallenge(answer, "NEW_PASSWORD_REQUIRED");
  const password = requireParameter(responses, "NEW_PASSWORD");
  checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, password);
  const added = addedAttributes(pool, user, responses);
  checkChangedAttributes(pool, added, client);
  await checkPasswordHistory(context, pool, user, password);
  const credentials = await createCredentials(context, pool, user.username, password);

  return await inTransaction(context, async (tx, post) => {
    const current = await lockUser(tx, user.id);
    if (!current || !isTheirs(session, current)) throw invalidSession();
    checkMaySignIn(pool, current, now);
    await useSession(tx, session, now);
    const attributes = mergeAttributes(current.attributes, added);
    const changes = {
      ...credentials,
      ...nextCredentialGeneration(current),
      attributes,
      status: "CONFIRMED" as const,
    };
    const confirmed = await updateUser(tx, user.id, changes, now);
    await replaceSignInNames(tx, pool, confirmed);
    await rememberPassword(tx, pool, confirmed);
    return await askForMfaOrSignIn({ tx, post, owner, user: confirmed, now }, "PASSWORD");
  });
}

const prefix = "userAttributes.";

function addedAttributes(pool: UserPool, user: User, responses: Record<string, string>): Attributes {
  const given = Object.entries(responses).filter(([name]) => name.startsWith(prefix));
  const added = Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value]));
  for (const name of requiredAttributes(pool)) {
    if (name in added && user.attributes[name])
      throw invalidParameter(`Cannot modify an already provided ${name}`);
    if (!added[name] && !user.attributes[name]) {
      throw invalidParameter(`Invalid attributes given, ${name} is missing`);
    }
  }
  return added;
}
