import { and, asc, eq, gt } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { AttributeName, PaginationToken, UserPoolId } from "../constraints.ts";
import { fromPageToken, toPage } from "../pagination.ts";
import { isUuid } from "../secrets.ts";
import { integer, list, string, structure } from "../shape.ts";
import { users } from "../tables/users-table.ts";
import { toFilterCondition } from "../user-filter.ts";
import { requirePool } from "../user-pools.ts";
import { toUserType } from "../wire.ts";

const pageSize = 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = defineAction(
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
