import { defineOperation } from "./operation.ts";
import { attributeList } from "../users/attributes.ts";
import { Username, UserPoolId } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { requirePool } from "../pools/user-pools.ts";
import { requireUser } from "../users/users.ts";
import { toUserSummary } from "../users/user-types.ts";
import { toMfaSettings } from "../mfa/mfa-preference.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    return { ...toUserSummary(user), UserAttributes: attributeList(user), ...toMfaSettings(user) };
  },
);
