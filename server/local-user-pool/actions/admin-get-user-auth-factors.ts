import { defineAction } from "../action.ts";
import { toAuthFactors } from "../auth-factors.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const adminGetUserAuthFactors = defineAction(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    return toAuthFactors(pool, await requireUser(database, pool, input.Username));
  },
);
