import { requirePool } from "../../pools/user-pools.ts";
import { groups } from "../../tables/groups-table.ts";
import { groupCondition, groupNotFound, groupShape, toGroupType } from "../../users/groups.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Omitted members stay unchanged.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
 */
export const updateGroup = defineOperation(groupShape, async ({ database, now }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const { Description: description, RoleArn: roleArn, Precedence: precedence } = input;
  const [group] = await database
    .update(groups)
    .set({ description, roleArn, precedence, modifiedAt: now })
    .where(groupCondition(pool, input.GroupName))
    .returning();
  if (!group) throw groupNotFound();
  return { Group: toGroupType(group) };
});
