import { count, eq } from "drizzle-orm";
import { requirePool, toUserPoolType } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { domainsOf } from "../../resources/domains.ts";
import { users } from "../../tables/users-table.ts";
import { defineOperation } from "../definition/operation.ts";
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = defineOperation(structure({ UserPoolId }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const [row] = await database.select({ users: count() }).from(users).where(eq(users.poolId, pool.id));
  const { prefix, custom } = await domainsOf(database, pool.id);
  return {
    UserPool: {
      ...toUserPoolType(pool, row?.users ?? 0),
      ...(prefix && { Domain: prefix.key }),
      ...(custom && { CustomDomain: custom.key }),
    },
  };
});
