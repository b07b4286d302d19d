import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await updateUser(database, user.id, { enabled: true }, now);
    return {};
  },
);
