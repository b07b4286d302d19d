import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { list, structure } from "../../protocol/shape.ts";
import { schemaAttributeShape } from "../../settings/attribute-schema.ts";
import { withCustomAttributes } from "../../settings/pool-settings.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes = defineOperation(
  structure({ UserPoolId, CustomAttributes: list(schemaAttributeShape, { min: 1, max: 25 }) }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const settings = withCustomAttributes(pool.settings, input.CustomAttributes);
    await database.update(userPools).set({ settings, modifiedAt: now }).where(eq(userPools.id, pool.id));
    return {};
  },
);
