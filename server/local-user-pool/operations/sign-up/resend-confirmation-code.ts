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
import { findConfirmationAddress } from "../../users/attributes.ts";
import { simulateCodeDelivery } from "../../users/simulated-users.ts";
import { findUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = defineOperation(
  structure({ ClientId, Username }, { SecretHash }),
  async (context, input) => {
    const { client, pool } = await requireAppClient(context.database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    const user = await findUser(context.database, pool, input.Username);
    const subject = subjectOf(pool, user, input.Username);
    await countAttempt(context, pool, subject, "ResendConfirmationCode");
    if (!user?.enabled && preventsUserExistenceErrors(client.settings)) {
      await recordSimulatedCode(context, pool, subject, "sign_up");
      return { CodeDeliveryDetails: simulateCodeDelivery(pool, input.Username) };
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
    const address = findConfirmationAddress(pool, user.attributes);
    if (!address) throw invalidParameter("Cannot resend codes. Auto verification not turned on.");

    await inTransaction(context, { reason: "ResendCode", clientId: client.id }, async (tx, queueMail) => {
      await issueCode(tx, queueMail, pool, user, "sign_up", address, context.now);
    });
    return { CodeDeliveryDetails: toCodeDeliveryDetails(address) };
  },
);
