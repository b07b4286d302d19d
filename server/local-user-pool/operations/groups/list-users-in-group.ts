import { and, asc, eq, gt } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { GroupName, PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { groupMembers } from "../../tables/groups-table.ts";
import { users } from "../../tables/users-table.ts";
import { requireGroup } from "../../users/groups.ts";
import { isUuid } from "../../users/sub.ts";
import { toUserType } from "../../users/user-types.ts";
import { defineOperation } from "../definition/operation.ts";

const pageSize = 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = defineOperation(
  structure(
    { UserPoolId, GroupName },
    { Limit: integer({ min: 0, max: pageSize }), NextToken: PaginationToken },
  ),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const group = await requireGroup(database, pool, input.GroupName);
    const size = input.Limit || pageSize;
    const after =
      input.NextToken === undefined
        ? undefined
        : gt(groupMembers.userId, fromPageToken(input.NextToken, isUuid));
    const rows = await database
      .select({ user: users })
      .from(groupMembers)
      .innerJoin(users, eq(users.id, groupMembers.userId))
      .where(and(eq(groupMembers.poolId, pool.id), eq(groupMembers.groupName, group.name), after))
      .orderBy(asc(groupMembers.userId))
      .limit(size + 1);
    const page = toPage(rows, size, ({ user }) => user.id);
    return { Users: page.items.map(({ user }) => toUserType(user)), NextToken: page.nextToken };
  },
);
