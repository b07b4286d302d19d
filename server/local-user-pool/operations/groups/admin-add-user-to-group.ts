import { requirePool } from "../../pools/user-pools.ts";
import { GroupName, Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { groupMembers } from "../../tables/groups-table.ts";
import { requireGroup } from "../../users/groups.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Has no effect if the user is in the group already.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html
 */
export const adminAddUserToGroup = defineOperation(
  structure({ UserPoolId, Username, GroupName }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const group = await requireGroup(database, pool, input.GroupName);
    const user = await requireUser(database, pool, input.Username);
    await database
      .insert(groupMembers)
      .values({ poolId: pool.id, groupName: group.name, userId: user.id })
      .onConflictDoNothing();
    return {};
  },
);
