import { defineAction } from "../action.ts";
import { GroupName, Username, UserPoolId } from "../constraints.ts";
import { requireGroup } from "../groups.ts";
import { structure } from "../shape.ts";
import { groupMembers } from "../tables/groups-table.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/**
 * Who is in the group already stays in it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html
 */
export const adminAddUserToGroup = defineAction(
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
