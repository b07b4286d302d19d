import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { Token } from "../constraints.ts";
import { mfaPreferenceMembers, setMfaPreference } from "../mfa-preference.ts";
import { structure } from "../shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = defineAction(
  structure({ AccessToken: Token }, mfaPreferenceMembers),
  async (context, input) => {
    const { pool, user } = await requireBearer(context, input.AccessToken);
    await context.database.transaction((tx) => setMfaPreference(tx, pool, user, input));
    return {};
  },
);
