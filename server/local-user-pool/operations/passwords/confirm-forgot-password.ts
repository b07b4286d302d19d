import { subjectOf } from "../../users/attempt-subject.ts";
import { countAttempt } from "../../attempts/hourly-limits.ts";
import { resetPasswordFailures } from "../../attempts/lockout.ts";
import { checkCode, consumeCode } from "../../codes/codes.ts";
import { createSimulatedCodeError } from "../../codes/simulated-codes.ts";
import { createCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory, checkPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { checkSecretHash, requireAppClient } from "../../pools/app-clients.ts";
import { notAuthorized, userNotFoundForClient } from "../../protocol/exceptions.ts";
import {
  ClientId,
  ConfirmationCode,
  Password,
  SecretHash,
  Username,
} from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { passwordResetEndsSignIns } from "../../protocol/unconfirmed-behaviour.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import { revokeAllSignIns } from "../../tokens/revocation.ts";
import { findRecoveryAddress } from "../../users/recovery-address.ts";
import { runPostConfirmation } from "../../triggers/confirmation-trigger.ts";
import { findUser, lockUser, nextCredentialGeneration, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

const key = { purpose: "forgot_password" } as const;

/**
 * A password that breaks the policy neither consumes the code nor counts as an attempt.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export const confirmForgotPassword = defineOperation(
  structure({ ClientId, Username, ConfirmationCode, Password }, { SecretHash }),
  async (context, input) => {
    const { database, now } = context;
    const { client, pool } = await requireAppClient(database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, input.Password);
    const user = await findUser(database, pool, input.Username);
    const subject = subjectOf(pool, user, input.Username);
    await countAttempt(context, pool, subject, "ForgotPassword");
    const canGetCode = user?.enabled && findRecoveryAddress(pool, user) !== undefined;
    if (!canGetCode && preventsUserExistenceErrors(client.settings)) {
      throw await createSimulatedCodeError(context, pool, subject, "forgot_password");
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    await checkCode(context, pool, user.id, key, input.ConfirmationCode);
    await checkPasswordHistory(context, pool, user, input.Password);
    const credentials = await createCredentials(context, pool, user.username, input.Password);

    const changed = await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userNotFoundForClient();
      if (current.status !== "CONFIRMED" && current.status !== "RESET_REQUIRED") {
        throw notAuthorized("User password cannot be reset in the current state.");
      }
      await consumeCode(tx, pool, user.id, key, input.ConfirmationCode, now);
      const changes = { ...credentials, ...nextCredentialGeneration(current), status: "CONFIRMED" as const };
      const updated = await updateUser(tx, user.id, changes, now);
      await addToPasswordHistory(tx, pool, updated);
      await resetPasswordFailures(tx, pool, subject);
      if (passwordResetEndsSignIns) await revokeAllSignIns(tx, user.id, now);
      return updated;
    });
    const cause = { pool, clientId: client.id, reason: "ConfirmForgotPassword" } as const;
    await runPostConfirmation(context, cause, changed);
    return {};
  },
);
