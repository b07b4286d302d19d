import { defineAction } from "../action.ts";
import { GroupName, UserPoolId } from "../constraints.ts";
import { requireGroup, toGroupType } from "../groups.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = defineAction(structure({ UserPoolId, GroupName }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  return { Group: toGroupType(await requireGroup(database, pool, input.GroupName)) };
});
