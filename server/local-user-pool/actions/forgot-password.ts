import { defineAction } from "../action.ts";
import { checkSecretHash, requireClient } from "../app-clients.ts";
import { countAttempt, subjectOf } from "../attempts.ts";
import { hidesUsers } from "../client-settings.ts";
import { deliveredTo } from "../code-delivery.ts";
import { issueCode } from "../codes.ts";
import { ClientId, SecretHash, Username } from "../constraints.ts";
import { invalidParameter, notAuthorized, userNotFoundForClient } from "../exceptions.ts";
import { recoveryAddress } from "../recovery.ts";
import { structure } from "../shape.ts";
import { rememberSimulatedCode } from "../simulated-codes.ts";
import { simulatedDelivery } from "../simulated-users.ts";
import { inTransaction } from "../transaction.ts";
import { findUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = defineAction(
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
