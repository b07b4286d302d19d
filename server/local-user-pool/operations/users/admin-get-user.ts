import { toMfaSettings } from "../../mfa/mfa-preference.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toAttributeList } from "../../users/attributes.ts";
import { toUserSummary } from "../../users/user-types.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    return { ...toUserSummary(user), UserAttributes: toAttributeList(user), ...toMfaSettings(user) };
  },
);
