import { findSignInDevice } from "../../devices/devices.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { createCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory, checkPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { checkChangedAttributes, mergeAttributes, requiredAttributes } from "../../users/attributes.ts";
import type { Attributes } from "../../users/attributes.ts";
import { updateSignInNames } from "../../users/sign-in-names.ts";
import { lockUser, nextCredentialGeneration, updateUser } from "../../users/users.ts";
import { checkCanSignIn } from "../factors/first-factor.ts";
import { issueMfaChallengeOrTokens } from "../factors/mfa.ts";
import { withStep } from "../sessions/auth-response.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { belongsTo, consumeAuthSession, invalidSession } from "../sessions/auth-sessions.ts";
import { requireChallenge } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

/** NEW_PASSWORD_REQUIRED: replaces a temporary password, and sets the required attributes that are missing. */
export async function respondToNewPasswordRequired(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { client, pool } = app;
  const { now } = context;
  const { session, user } = await requireChallenge(request, "NEW_PASSWORD_REQUIRED");
  const password = requireParameter(responses, "NEW_PASSWORD");
  checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, password);
  const added = checkChangedAttributes(pool, addedAttributes(pool, user, responses), client);
  await checkPasswordHistory(context, pool, user, password);
  const credentials = await createCredentials(context, pool, user.username, password);

  return await inTransaction(
    context,
    { reason: "Authentication", clientId: app.client.id },
    async (tx, queueMail) => {
      const current = await lockUser(tx, user.id);
      if (!current || !belongsTo(session, current)) throw invalidSession();
      checkCanSignIn(pool, current, now);
      await consumeAuthSession(tx, session, now);
      const attributes = mergeAttributes(current.attributes, added);
      const changes = {
        ...credentials,
        ...nextCredentialGeneration(current),
        attributes,
        status: "CONFIRMED" as const,
      };
      const confirmed = await updateUser(tx, user.id, changes, now);
      await updateSignInNames(tx, pool, confirmed);
      await addToPasswordHistory(tx, pool, confirmed);
      const device = await findSignInDevice(tx, pool, confirmed, context.deviceKey);
      const { sourceAddress } = context;
      const customAuth = withStep(session.state);
      const reason = "NewPasswordChallenge" as const;
      const signIn = { tx, queueMail, app, user: confirmed, device, customAuth, reason, sourceAddress, now };
      return await issueMfaChallengeOrTokens(signIn, "PASSWORD");
    },
  );
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
