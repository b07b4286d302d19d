import { and, asc, eq, gt, or, sql } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { AttributeName, PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, list, string, structure } from "../../protocol/shape.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import { searchableAttributes, users } from "../../tables/users-table.ts";
import type { User } from "../../tables/users-table.ts";
import { isUuid } from "../../users/sub.ts";
import { toFilterCondition } from "../../users/user-filter.ts";
import { toUserType } from "../../users/user-types.ts";
import { defineOperation } from "../definition/operation.ts";

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
    await checkAttributesToGet(database, pool, input.AttributesToGet ?? [], page.items);
    const isShown = (name: string) => input.AttributesToGet?.includes(name) ?? true;
    return { Users: page.items.map((user) => toUserType(user, isShown)), PaginationToken: page.nextToken };
  },
);

/**
 * All users of the page must have the requested attributes. Those that no filter can name, all users of the pool must
 * have.
 *
 * @throws UserPoolException InvalidParameterException; its message is in public code that handles it.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html about
 * AttributesToGet
 */
async function checkAttributesToGet(
  database: Database,
  pool: UserPool,
  names: string[],
  found: User[],
): Promise<void> {
  const known = new Set(pool.settings.SchemaAttributes.map(({ Name }) => Name));
  const stored = names.filter((name) => name !== "sub");
  const isMissing = stored.some((name) => !known.has(name) || found.some((user) => !user.attributes[name]));
  if (
    isMissing ||
    (await isMissingInPool(
      database,
      pool,
      stored.filter((name) => !isSearchable(name)),
    ))
  ) {
    throw invalidParameter("One or more requested attributes do not exist.");
  }
}

function isSearchable(name: string): boolean {
  return searchableAttributes.some((each) => each === name);
}

async function isMissingInPool(database: Database, pool: UserPool, names: string[]): Promise<boolean> {
  if (names.length === 0) return false;
  const lacksOne = or(...names.map((name) => sql`${users.attributes} ->> ${name}::text is null`));
  const [user] = await database
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.poolId, pool.id), lacksOne))
    .limit(1);
  return user !== undefined;
}
