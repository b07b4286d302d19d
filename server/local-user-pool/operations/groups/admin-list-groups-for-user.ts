import { and, asc, eq, gt } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { PaginationToken, Username, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { groupMembers, groups } from "../../tables/groups-table.ts";
import { toGroupType } from "../../users/groups.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

const pageSize = 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = defineOperation(
  structure(
    { UserPoolId, Username },
    { Limit: integer({ min: 0, max: pageSize }), NextToken: PaginationToken },
  ),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    const size = input.Limit || pageSize;
    const after = input.NextToken === undefined ? undefined : gt(groups.name, fromPageToken(input.NextToken));
    const rows = await database
      .select({ group: groups })
      .from(groupMembers)
      .innerJoin(groups, and(eq(groups.poolId, groupMembers.poolId), eq(groups.name, groupMembers.groupName)))
      .where(and(eq(groupMembers.userId, user.id), after))
      .orderBy(asc(groups.name))
      .limit(size + 1);
    const page = toPage(rows, size, ({ group }) => group.name);
    return { Groups: page.items.map(({ group }) => toGroupType(group)), NextToken: page.nextToken };
  },
);
