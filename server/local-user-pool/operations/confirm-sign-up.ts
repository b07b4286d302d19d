import { defineOperation } from "./operation.ts";
import { signsInAfterSignUp } from "../pools/allowed-flows.ts";
import { checkSecretHash, requireClient } from "../pools/app-clients.ts";
import { openSession } from "../sign-in/sessions/auth-sessions.ts";
import { hidesUsers } from "../settings/client-settings.ts";
import { useCode } from "../codes/codes.ts";
import { ClientId, ConfirmationCode, SecretHash, Session, Username } from "../protocol/constraints.ts";
import { notAuthorized, userNotFoundForClient } from "../protocol/exceptions.ts";
import { boolean, structure } from "../protocol/shape.ts";
import { simulatedCodeProblem } from "../codes/simulated-codes.ts";
import { inTransaction } from "../mail/transaction.ts";
import { findUser, lockUser, updateUser } from "../users/users.ts";
import { subjectOf } from "../attempts/attempt-subject.ts";
import { countAttempt } from "../attempts/hourly-limits.ts";
import { replaceSignInNames } from "../users/sign-in-names.ts";

/**
 * The code that was mailed counts as a first factor: where the client allows USER_AUTH, the answer has a Session with
 * which InitiateAuth signs in at once.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export const confirmSignUp = defineOperation(
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
