import { subjectOf } from "../../users/attempt-subject.ts";
import { countAttempt } from "../../attempts/hourly-limits.ts";
import { toCodeDeliveryDetails } from "../../mail/code-delivery.ts";
import { issueCode } from "../../codes/codes.ts";
import { recordSimulatedCode } from "../../codes/simulated-codes.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { checkSecretHash, requireAppClient } from "../../pools/app-clients.ts";
import { invalidParameter, notAuthorized, userNotFoundForClient } from "../../protocol/exceptions.ts";
import { ClientId, SecretHash, Username } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import { migrateUser } from "../../sign-in/triggers/migrate-user.ts";
import { findRecoveryAddress } from "../../users/recovery-address.ts";
import { simulateCodeDelivery } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = defineOperation(
  structure({ ClientId, Username }, { SecretHash }),
  async (context, input) => {
    const { client, pool } = await requireAppClient(context.database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    const found = await findUser(context.database, pool, input.Username);
    const subject = subjectOf(pool, found, input.Username);
    await countAttempt(context, pool, subject, "ForgotPassword");
    const user = found ?? (await migrateUser(context, { client, pool }, input.Username, undefined));
    const hasNoPassword = user?.status === "FORCE_CHANGE_PASSWORD" || user?.status === "EXTERNAL_PROVIDER";
    if (user?.enabled && hasNoPassword) {
      throw notAuthorized("User password cannot be reset in the current state.");
    }
    const address = user && findRecoveryAddress(pool, user);
    if (preventsUserExistenceErrors(client.settings) && (!user?.enabled || address === undefined)) {
      await recordSimulatedCode(context, pool, subject, "forgot_password");
      return { CodeDeliveryDetails: simulateCodeDelivery(pool, input.Username) };
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (address === undefined) {
      throw invalidParameter(
        "Cannot reset password for the user as there is no registered/verified email or phone_number",
      );
    }
    await inTransaction(context, { reason: "ForgotPassword", clientId: client.id }, async (tx, queueMail) => {
      await issueCode(tx, queueMail, pool, user, "forgot_password", address, context.now);
    });
    return { CodeDeliveryDetails: toCodeDeliveryDetails(address) };
  },
);
