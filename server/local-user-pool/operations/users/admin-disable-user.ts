import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { revokeAllSignIns } from "../../tokens/revocation.ts";
import { requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Disables a user and revokes all their sign-ins.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await database.transaction(async (tx) => {
      await updateUser(tx, user.id, { enabled: false }, now);
      await revokeAllSignIns(tx, user.id, now);
    });
    return {};
  },
);
