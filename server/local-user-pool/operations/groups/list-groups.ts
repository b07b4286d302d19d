import { and, asc, eq, gt } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { groups } from "../../tables/groups-table.ts";
import { toGroupType } from "../../users/groups.ts";
import { defineOperation } from "../definition/operation.ts";

const pageSize = 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = defineOperation(
  structure({ UserPoolId }, { Limit: integer({ min: 0, max: pageSize }), NextToken: PaginationToken }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const size = input.Limit || pageSize;
    const after = input.NextToken === undefined ? undefined : gt(groups.name, fromPageToken(input.NextToken));
    const rows = await database
      .select()
      .from(groups)
      .where(and(eq(groups.poolId, pool.id), after))
      .orderBy(asc(groups.name))
      .limit(size + 1);
    const page = toPage(rows, size, (group) => group.name);
    return { Groups: page.items.map(toGroupType), NextToken: page.nextToken };
  },
);
