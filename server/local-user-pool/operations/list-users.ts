import { and, asc, eq, gt } from "drizzle-orm";
import { requirePool } from "../pools/user-pools.ts";
import { fromPageToken, toPage } from "../protocol/pagination.ts";
import { AttributeName, PaginationToken, UserPoolId } from "../protocol/request-members.ts";
import { integer, list, string, structure } from "../protocol/shape.ts";
import { users } from "../tables/users-table.ts";
import { isUuid } from "../users/sub.ts";
import { toFilterCondition } from "../users/user-filter.ts";
import { toUserType } from "../users/user-types.ts";
import { defineOperation } from "./operation.ts";

const pageSize = 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = defineOperation(
  structure(
    { UserPoolId },
    {
      AttributesToGet: list(AttributeName),
      Limit: integer({ min: 0, max: pageSize }),
      PaginationToken,
      Filter: string({ max: 256 }),
    },
  ),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const size = input.Limit || pageSize;
    const after =
      input.PaginationToken === undefined
        ? undefined
        : gt(users.id, fromPageToken(input.PaginationToken, isUuid));
    const rows = await database
      .select()
      .from(users)
      .where(and(eq(users.poolId, pool.id), after, toFilterCondition(input.Filter)))
      .orderBy(asc(users.id))
      .limit(size + 1);
    const page = toPage(rows, size, (user) => user.id);
    const isShown = (name: string) => input.AttributesToGet?.includes(name) ?? true;
    return { Users: page.items.map((user) => toUserType(user, isShown)), PaginationToken: page.nextToken };
  },
);
