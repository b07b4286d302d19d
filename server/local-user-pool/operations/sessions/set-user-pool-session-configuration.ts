import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { sessionConfigurationShape } from "../../settings/session-settings.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolSessionConfiguration.html */
export const setUserPoolSessionConfiguration = defineOperation(
  sessionConfigurationShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { UserPoolId, ...sessions } = input;
    await database.update(userPools).set({ sessions, modifiedAt: now }).where(eq(userPools.id, id));
    return { UserPoolId, ...sessions };
  },
);
