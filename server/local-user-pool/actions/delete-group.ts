import { defineAction } from "../action.ts";
import { GroupName, UserPoolId } from "../constraints.ts";
import { groupNotFound, isGroup } from "../groups.ts";
import { structure } from "../shape.ts";
import { groups } from "../tables/groups-table.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = defineAction(structure({ UserPoolId, GroupName }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const deleted = await database.delete(groups).where(isGroup(pool, input.GroupName)).returning();
  if (deleted.length === 0) throw groupNotFound();
  return {};
});
