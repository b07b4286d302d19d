import { eq } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { schemaAttributeShape } from "../attribute-schema.ts";
import { UserPoolId } from "../constraints.ts";
import { withCustomAttributes } from "../pool-settings.ts";
import { list, structure } from "../shape.ts";
import { userPools } from "../tables/user-pools-table.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes = defineAction(
  structure({ UserPoolId, CustomAttributes: list(schemaAttributeShape, { min: 1, max: 25 }) }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const settings = withCustomAttributes(pool.settings, input.CustomAttributes);
    await database.update(userPools).set({ settings, modifiedAt: now }).where(eq(userPools.id, pool.id));
    return {};
  },
);
