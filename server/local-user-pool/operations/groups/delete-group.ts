import { requirePool } from "../../pools/user-pools.ts";
import { GroupName, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { groups } from "../../tables/groups-table.ts";
import { groupCondition, groupNotFound } from "../../users/groups.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = defineOperation(
  structure({ UserPoolId, GroupName }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const deleted = await database.delete(groups).where(groupCondition(pool, input.GroupName)).returning();
    if (deleted.length === 0) throw groupNotFound();
    return {};
  },
);
