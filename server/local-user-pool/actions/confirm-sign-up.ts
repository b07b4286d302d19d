import { defineAction } from "../action.ts";
import { signsInAfterSignUp } from "../allowed-flows.ts";
import { checkSecretHash, requireClient } from "../app-clients.ts";
import { countAttempt, subjectOf } from "../attempts.ts";
import { openSession } from "../auth-sessions.ts";
import { hidesUsers } from "../client-settings.ts";
import { useCode } from "../codes.ts";
import { ClientId, ConfirmationCode, SecretHash, Session, Username } from "../constraints.ts";
import { notAuthorized, userNotFoundForClient } from "../exceptions.ts";
import { boolean, structure } from "../shape.ts";
import { simulatedCodeProblem } from "../simulated-codes.ts";
import { inTransaction } from "../transaction.ts";
import { findUser, lockUser, replaceSignInNames, updateUser } from "../users.ts";

/**
 * The code that was mailed counts as a first factor: where the client allows USER_AUTH, the answer has a Session with
 * which InitiateAuth signs in at once.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export const confirmSignUp = defineAction(
  structure({ ClientId, Username, ConfirmationCode }, { SecretHash, Session, ForceAliasCreation: boolean }),
  async (context, input) => {
    const { database, now } = context;
    const owner = await requireClient(database, input.ClientId);
    const { client, pool } = owner;
    checkSecretHash(client, input.Username, input.SecretHash);
    const found = await findUser(database, pool, input.Username);
    const subject = subjectOf(pool, found, input.Username);
    await countAttempt(context, pool, subject, "ConfirmSignUp");
    if (!found && hidesUsers(client.settings)) {
      throw await simulatedCodeProblem(context, pool, subject, "sign_up");
    }
    if (!found) throw userNotFoundForClient();

    return await inTransaction(context, async (tx) => {
      const user = await lockUser(tx, found.id);
      if (!user) throw userNotFoundForClient();
      if (user.status !== "UNCONFIRMED") {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      }
      const key = { purpose: "sign_up", attribute: "email" } as const;
      const email = await useCode(tx, pool, user.id, key, input.ConfirmationCode, now);
      // The code proves the address that it went to, which an administrator may have changed since.
      const isVerified = user.attributes["email"] === email;
      const attributes = { ...user.attributes, ...(isVerified && { email_verified: "true" }) };
      const confirmed = await updateUser(tx, user.id, { status: "CONFIRMED", attributes }, now);
      await replaceSignInNames(tx, pool, confirmed, input.ForceAliasCreation);
      if (!signsInAfterSignUp(owner)) return {};
      return { Session: await openSession(tx, owner, confirmed, { waitsFor: "AUTO_SIGN_IN" }, now) };
    });
  },
);
