import { defineOperation } from "./operation.ts";
import { Username, UserPoolId } from "../protocol/constraints.ts";
import { notAuthorized, userDoesNotExist } from "../protocol/exceptions.ts";
import { structure } from "../protocol/shape.ts";
import { requirePool } from "../pools/user-pools.ts";
import { lockUser, requireUser, updateUser } from "../users/users.ts";

/**
 * Confirms the account and verifies no address.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
 */
export const adminConfirmSignUp = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const { id } = await requireUser(database, pool, input.Username);
    await database.transaction(async (tx) => {
      const user = await lockUser(tx, id);
      if (!user) throw userDoesNotExist();
      if (user.status !== "UNCONFIRMED") {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      }
      await updateUser(tx, id, { status: "CONFIRMED" }, now);
    });
    return {};
  },
);
