import { defineAction } from "../action.ts";
import { attributeList } from "../attributes.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";
import { toMfaSettings, toUserSummary } from "../wire.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = defineAction(structure({ UserPoolId, Username }), async ({ database }, input) => {
  const pool = await requirePool(database, input.UserPoolId);
  const user = await requireUser(database, pool, input.Username);
  return { ...toUserSummary(user), UserAttributes: attributeList(user), ...toMfaSettings(user) };
});
