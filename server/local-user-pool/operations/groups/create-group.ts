import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { groups } from "../../tables/groups-table.ts";
import { groupShape, toGroupType } from "../../users/groups.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup = defineOperation(groupShape, async ({ database, now }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const [group] = await database
    .insert(groups)
    .values({
      poolId: pool.id,
      name: input.GroupName,
      description: input.Description,
      roleArn: input.RoleArn,
      precedence: input.Precedence,
      createdAt: now,
      modifiedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (!group) throw new UserPoolException("GroupExistsException", "A group with the name already exists");
  return { Group: toGroupType(group) };
});
