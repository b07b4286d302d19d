import { mfaPreferenceMembers, setMfaPreference } from "../../mfa/mfa-preference.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference = defineOperation(
  structure({ UserPoolId, Username }, mfaPreferenceMembers),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await database.transaction((tx) => setMfaPreference(tx, pool, user, input));
    return {};
  },
);
