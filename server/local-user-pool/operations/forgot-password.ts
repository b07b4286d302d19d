import { defineOperation } from "./operation.ts";
import { checkSecretHash, requireClient } from "../pools/app-clients.ts";
import { hidesUsers } from "../settings/client-settings.ts";
import { deliveredTo } from "../codes/code-delivery.ts";
import { issueCode } from "../codes/codes.ts";
import { ClientId, SecretHash, Username } from "../protocol/constraints.ts";
import { invalidParameter, notAuthorized, userNotFoundForClient } from "../protocol/exceptions.ts";
import { recoveryAddress } from "../users/recovery.ts";
import { structure } from "../protocol/shape.ts";
import { rememberSimulatedCode } from "../codes/simulated-codes.ts";
import { simulatedDelivery } from "../users/simulated-users.ts";
import { inTransaction } from "../mail/transaction.ts";
import { findUser } from "../users/users.ts";
import { subjectOf } from "../attempts/attempt-subject.ts";
import { countAttempt } from "../attempts/hourly-limits.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = defineOperation(
  structure({ ClientId, Username }, { SecretHash }),
  async (context, input) => {
    const { client, pool } = await requireClient(context.database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    const user = await findUser(context.database, pool, input.Username);
    const subject = subjectOf(pool, user, input.Username);
    await countAttempt(context, pool, subject, "ForgotPassword");
    if (user?.enabled && user.status === "FORCE_CHANGE_PASSWORD") {
      throw notAuthorized("User password cannot be reset in the current state.");
    }
    const address = user && recoveryAddress(pool, user);
    if (hidesUsers(client.settings) && (!user?.enabled || address === undefined)) {
      await rememberSimulatedCode(context, pool, subject, "forgot_password");
      return { CodeDeliveryDetails: simulatedDelivery(pool, input.Username) };
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (address === undefined) {
      throw invalidParameter(
        "Cannot reset password for the user as there is no registered/verified email or phone_number",
      );
    }
    await inTransaction(context, async (tx, post) => {
      const key = { purpose: "forgot_password", attribute: "email" } as const;
      await issueCode(tx, post, pool, user, key, address, context.now);
    });
    return { CodeDeliveryDetails: deliveredTo(address) };
  },
);
