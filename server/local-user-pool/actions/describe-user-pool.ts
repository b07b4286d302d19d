import { count, eq } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { users } from "../tables/users-table.ts";
import { requirePool } from "../user-pools.ts";
import { toUserPoolType } from "../wire.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = defineAction(structure({ UserPoolId }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const [row] = await database.select({ users: count() }).from(users).where(eq(users.poolId, pool.id));
  return { UserPool: toUserPoolType(pool, row?.users ?? 0) };
});
