import { subjectOf } from "../../users/attempt-subject.ts";
import { countAttempt } from "../../attempts/hourly-limits.ts";
import { consumeCode } from "../../codes/codes.ts";
import { createSimulatedCodeError } from "../../codes/simulated-codes.ts";
import { allowsAutoSignIn } from "../../pools/allowed-flows.ts";
import { checkSecretHash, requireAppClient } from "../../pools/app-clients.ts";
import { notAuthorized, userNotFoundForClient } from "../../protocol/exceptions.ts";
import { ClientId, ConfirmationCode, SecretHash, Session, Username } from "../../protocol/request-members.ts";
import { boolean, structure } from "../../protocol/shape.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import { createAuthSession } from "../../sign-in/sessions/auth-sessions.ts";
import { runPostConfirmation } from "../../triggers/confirmation-trigger.ts";
import { updateSignInNames } from "../../users/sign-in-names.ts";
import { findUser, lockUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * The code counts as a first factor: if the client allows USER_AUTH, the response has a Session with which
 * InitiateAuth signs the user in.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export const confirmSignUp = defineOperation(
  structure({ ClientId, Username, ConfirmationCode }, { SecretHash, Session, ForceAliasCreation: boolean }),
  async (context, input) => {
    const { database, now } = context;
    const app = await requireAppClient(database, input.ClientId);
    const { client, pool } = app;
    checkSecretHash(client, input.Username, input.SecretHash);
    const found = await findUser(database, pool, input.Username);
    const subject = subjectOf(pool, found, input.Username);
    await countAttempt(context, pool, subject, "ConfirmSignUp");
    if (!found && preventsUserExistenceErrors(client.settings)) {
      throw await createSimulatedCodeError(context, pool, subject, "sign_up");
    }
    if (!found) throw userNotFoundForClient();

    const { user: confirmedUser, key: sessionKey } = await database.transaction(async (tx) => {
      const user = await lockUser(tx, found.id);
      if (!user) throw userNotFoundForClient();
      if (user.status !== "UNCONFIRMED") {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      }
      const key = { purpose: "sign_up" } as const;
      const { attribute, value } = await consumeCode(tx, pool, user.id, key, input.ConfirmationCode, now);
      // The code verifies the address that it was sent to; an administrator may have changed the attribute since.
      const isVerified = user.attributes[attribute] === value;
      const attributes = { ...user.attributes, ...(isVerified && { [`${attribute}_verified`]: "true" }) };
      const confirmed = await updateUser(tx, user.id, { status: "CONFIRMED", attributes }, now);
      await updateSignInNames(tx, pool, confirmed, input.ForceAliasCreation);
      if (!allowsAutoSignIn(app)) return { user: confirmed };
      const session = await createAuthSession(tx, app, confirmed, { waitsFor: "AUTO_SIGN_IN" }, now);
      return { user: confirmed, key: session };
    });
    await runPostConfirmation(context, { pool, clientId: client.id, reason: "ConfirmSignUp" }, confirmedUser);
    return sessionKey === undefined ? {} : { Session: sessionKey };
  },
);
