import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { revokeAllSignIns } from "../sign-outs.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser, updateUser } from "../users.ts";

/**
 * Bars a user, and ends what they have.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = defineAction(
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
