import { MFAOptions, setMfaOptions } from "../../mfa/mfa-options.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId, Username } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserSettings.html */
export const adminSetUserSettings = defineOperation(
  structure({ UserPoolId, Username, MFAOptions }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await setMfaOptions(database, pool, user, input.MFAOptions);
    return {};
  },
);
