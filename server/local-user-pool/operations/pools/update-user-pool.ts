import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { toMfaSettings } from "../../settings/mfa-settings.ts";
import { updatePoolSettings } from "../../settings/pool-settings.ts";
import { updatePoolShape } from "../../settings/pool-shapes.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const updateUserPool = defineOperation(updatePoolShape, async ({ database, now }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const settings = updatePoolSettings(pool.settings, input);
  const mfa = toMfaSettings(settings, input.MfaConfiguration, pool.mfa);
  await database.update(userPools).set({ settings, mfa, modifiedAt: now }).where(eq(userPools.id, pool.id));
  return {};
});
