import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { Token } from "../protocol/constraints.ts";
import { mfaPreferenceMembers, setMfaPreference } from "../mfa/mfa-preference.ts";
import { structure } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = defineOperation(
  structure({ AccessToken: Token }, mfaPreferenceMembers),
  async (context, input) => {
    const { pool, user } = await requireBearer(context, input.AccessToken);
    await context.database.transaction((tx) => setMfaPreference(tx, pool, user, input));
    return {};
  },
);
