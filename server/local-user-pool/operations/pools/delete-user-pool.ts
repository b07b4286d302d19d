import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { domainsOf } from "../../resources/domains.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool = defineOperation(structure({ UserPoolId }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  if (pool.settings.DeletionProtection === "ACTIVE") {
    throw invalidParameter(
      "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    );
  }
  const { prefix, custom } = await domainsOf(database, pool.id);
  if (prefix ?? custom) {
    throw invalidParameter(
      "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
  }
  await database.delete(userPools).where(eq(userPools.id, pool.id));
  return {};
});
