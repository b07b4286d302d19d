import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { revokeAllSignIns } from "../sign-outs.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const adminUserGlobalSignOut = defineAction(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await revokeAllSignIns(database, user.id, now);
    return {};
  },
);
