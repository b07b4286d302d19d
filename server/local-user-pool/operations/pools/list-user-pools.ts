import { asc, gt } from "drizzle-orm";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { PaginationToken } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { toTimestamp } from "../../protocol/timestamp.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = defineOperation(
  structure({ MaxResults: integer({ min: 1, max: 60 }) }, { NextToken: PaginationToken }),
  async ({ database }, { MaxResults, NextToken }) => {
    const rows = await database
      .select()
      .from(userPools)
      .where(NextToken === undefined ? undefined : gt(userPools.id, fromPageToken(NextToken)))
      .orderBy(asc(userPools.id))
      .limit(MaxResults + 1);
    const page = toPage(rows, MaxResults, (pool) => pool.id);
    const UserPools = page.items.map(({ id, settings, createdAt, modifiedAt }) => ({
      Id: id,
      Name: settings.PoolName,
      LambdaConfig: settings.LambdaConfig,
      CreationDate: toTimestamp(createdAt),
      LastModifiedDate: toTimestamp(modifiedAt),
    }));
    return { UserPools, NextToken: page.nextToken };
  },
);
