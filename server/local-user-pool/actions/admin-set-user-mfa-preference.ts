import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { mfaPreferenceMembers, setMfaPreference } from "../mfa-preference.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference = defineAction(
  structure({ UserPoolId, Username }, mfaPreferenceMembers),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await database.transaction((tx) => setMfaPreference(tx, pool, user, input));
    return {};
  },
);
