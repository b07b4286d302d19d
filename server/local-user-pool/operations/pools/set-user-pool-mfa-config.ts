import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { setMfaSettings, toMfaConfigType } from "../../settings/mfa-settings.ts";
import { mfaConfigShape } from "../../settings/pool-shapes.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const setUserPoolMfaConfig = defineOperation(
  mfaConfigShape,
  async ({ database, now }, { UserPoolId, ...input }) => {
    const pool = await requirePool(database, UserPoolId);
    const changed = setMfaSettings(pool.settings, input);
    await database
      .update(userPools)
      .set({ ...changed, modifiedAt: now })
      .where(eq(userPools.id, pool.id));
    return toMfaConfigType(changed);
  },
);
