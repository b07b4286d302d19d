import { defineAction } from "../action.ts";
import { groupNotFound, groupShape, isGroup, toGroupType } from "../groups.ts";
import { groups } from "../tables/groups-table.ts";
import { requirePool } from "../user-pools.ts";

/**
 * What the request does not mention stays.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
 */
export const updateGroup = defineAction(groupShape, async ({ database, now }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const { Description: description, RoleArn: roleArn, Precedence: precedence } = input;
  const [group] = await database
    .update(groups)
    .set({ description, roleArn, precedence, modifiedAt: now })
    .where(isGroup(pool, input.GroupName))
    .returning();
  if (!group) throw groupNotFound();
  return { Group: toGroupType(group) };
});
