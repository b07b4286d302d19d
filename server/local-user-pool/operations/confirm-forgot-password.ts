import { defineOperation } from "./operation.ts";
import { checkSecretHash, requireClient } from "../pools/app-clients.ts";
import { resetPasswordFailures } from "../attempts/lockout.ts";
import { hidesUsers } from "../settings/client-settings.ts";
import { checkCode, useCode } from "../codes/codes.ts";
import { ClientId, ConfirmationCode, Password, SecretHash, Username } from "../protocol/constraints.ts";
import { notAuthorized, userNotFoundForClient } from "../protocol/exceptions.ts";
import { checkPasswordPolicy } from "../passwords/password-policy.ts";
import { createCredentials } from "../passwords/credentials.ts";
import { recoveryAddress } from "../users/recovery.ts";
import { structure } from "../protocol/shape.ts";
import { revokeAllSignIns } from "../tokens/sign-outs.ts";
import { simulatedCodeProblem } from "../codes/simulated-codes.ts";
import { inTransaction } from "../mail/transaction.ts";
import { passwordResetEndsSignIns } from "../protocol/unconfirmed-behaviour.ts";
import { findUser, lockUser, nextCredentialGeneration, updateUser } from "../users/users.ts";
import { subjectOf } from "../attempts/attempt-subject.ts";
import { countAttempt } from "../attempts/hourly-limits.ts";
import { checkPasswordHistory, rememberPassword } from "../passwords/password-history.ts";

const key = { purpose: "forgot_password", attribute: "email" } as const;

/**
 * A password that breaks the policy neither uses the code up nor counts as an attempt.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export const confirmForgotPassword = defineOperation(
  structure({ ClientId, Username, ConfirmationCode, Password }, { SecretHash }),
  async (context, input) => {
    const { database, now } = context;
    const { client, pool } = await requireClient(database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, input.Password);
    const user = await findUser(database, pool, input.Username);
    const subject = subjectOf(pool, user, input.Username);
    await countAttempt(context, pool, subject, "ForgotPassword");
    const canGetCode = user?.enabled && recoveryAddress(pool, user) !== undefined;
    if (!canGetCode && hidesUsers(client.settings)) {
      throw await simulatedCodeProblem(context, pool, subject, "forgot_password");
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    await checkCode(context, pool, user.id, key, input.ConfirmationCode);
    await checkPasswordHistory(context, pool, user, input.Password);
    const credentials = await createCredentials(context, pool, user.username, input.Password);

    await inTransaction(context, async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userNotFoundForClient();
      if (current.status !== "CONFIRMED" && current.status !== "RESET_REQUIRED") {
        throw notAuthorized("User password cannot be reset in the current state.");
      }
      await useCode(tx, pool, user.id, key, input.ConfirmationCode, now);
      const changes = { ...credentials, ...nextCredentialGeneration(current), status: "CONFIRMED" as const };
      const updated = await updateUser(tx, user.id, changes, now);
      await rememberPassword(tx, pool, updated);
      await resetPasswordFailures(tx, pool, subject);
      if (passwordResetEndsSignIns) await revokeAllSignIns(tx, user.id, now);
    });
    return {};
  },
);
