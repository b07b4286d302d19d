import { requirePool } from "../../pools/user-pools.ts";
import { notAuthorized, userDoesNotExist } from "../../protocol/exceptions.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { runPostConfirmation } from "../../triggers/confirmation-trigger.ts";
import { lockUser, requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Confirms the account without verifying an address.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
 */
export const adminConfirmSignUp = defineOperation(
  structure({ UserPoolId, Username }),
  async (context, input) => {
    const { database, now } = context;
    const pool = await requirePool(database, input.UserPoolId);
    const { id } = await requireUser(database, pool, input.Username);
    const confirmed = await database.transaction(async (tx) => {
      const user = await lockUser(tx, id);
      if (!user) throw userDoesNotExist();
      if (user.status !== "UNCONFIRMED") {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      }
      return await updateUser(tx, id, { status: "CONFIRMED" }, now);
    });
    await runPostConfirmation(context, { pool, clientId: undefined, reason: "ConfirmSignUp" }, confirmed);
    return {};
  },
);
