import { issueCode } from "../../codes/codes.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter, notAuthorized, userDoesNotExist } from "../../protocol/exceptions.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { findRecoveryAddress } from "../../users/recovery-address.ts";
import { lockUser, requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const adminResetUserPassword = defineOperation(
  structure({ UserPoolId, Username }),
  async (context, input) => {
    const { database, now } = context;
    const pool = await requirePool(database, input.UserPoolId);
    const { id } = await requireUser(database, pool, input.Username);
    await inTransaction(context, { reason: "ForgotPassword", clientId: undefined }, async (tx, queueMail) => {
      const user = await lockUser(tx, id);
      if (!user) throw userDoesNotExist();
      if (!user.enabled) throw notAuthorized("User is disabled");
      if (user.status !== "CONFIRMED" && user.status !== "RESET_REQUIRED") {
        throw notAuthorized("User password cannot be reset in the current state.");
      }
      const address = findRecoveryAddress(pool, user);
      if (address === undefined) {
        throw invalidParameter(
          "Cannot reset password for the user as there is no registered/verified email or phone_number",
        );
      }
      await updateUser(tx, id, { status: "RESET_REQUIRED" }, now);
      await issueCode(tx, queueMail, pool, user, "forgot_password", address, now);
    });
    return {};
  },
);
