import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser, updateUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = defineAction(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await updateUser(database, user.id, { enabled: true }, now);
    return {};
  },
);
