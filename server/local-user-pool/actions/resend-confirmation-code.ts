import { defineAction } from "../action.ts";
import { checkSecretHash, requireClient } from "../app-clients.ts";
import { countAttempt, subjectOf } from "../attempts.ts";
import { hidesUsers } from "../client-settings.ts";
import { deliveredTo } from "../code-delivery.ts";
import { issueCode } from "../codes.ts";
import { ClientId, SecretHash, Username } from "../constraints.ts";
import { invalidParameter, notAuthorized, userNotFoundForClient } from "../exceptions.ts";
import { structure } from "../shape.ts";
import { rememberSimulatedCode } from "../simulated-codes.ts";
import { simulatedDelivery } from "../simulated-users.ts";
import { inTransaction } from "../transaction.ts";
import { findUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = defineAction(
  structure({ ClientId, Username }, { SecretHash }),
  async (context, input) => {
    const { client, pool } = await requireClient(context.database, input.ClientId);
    checkSecretHash(client, input.Username, input.SecretHash);
    const user = await findUser(context.database, pool, input.Username);
    const subject = subjectOf(pool, user, input.Username);
    await countAttempt(context, pool, subject, "ResendConfirmationCode");
    if (!user?.enabled && hidesUsers(client.settings)) {
      await rememberSimulatedCode(context, pool, subject, "sign_up");
      return { CodeDeliveryDetails: simulatedDelivery(pool, input.Username) };
    }
    if (!user) throw userNotFoundForClient();
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
    const email = pool.settings.AutoVerifiedAttributes?.includes("email")
      ? user.attributes["email"]
      : undefined;
    if (email === undefined) throw invalidParameter("Cannot resend codes. Auto verification not turned on.");

    await inTransaction(context, async (tx, post) => {
      await issueCode(tx, post, pool, user, { purpose: "sign_up", attribute: "email" }, email, context.now);
    });
    return { CodeDeliveryDetails: deliveredTo(email) };
  },
);
