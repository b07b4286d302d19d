import { requirePool } from "../../pools/user-pools.ts";
import { GroupName, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireGroup, toGroupType } from "../../users/groups.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = defineOperation(structure({ UserPoolId, GroupName }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  return { Group: toGroupType(await requireGroup(database, pool, input.GroupName)) };
});
