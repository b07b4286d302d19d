import { mfaPreferenceMembers, setMfaPreference } from "../../mfa/mfa-preference.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = defineOperation(
  structure({ AccessToken: Token }, mfaPreferenceMembers),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    await context.database.transaction((tx) => setMfaPreference(tx, pool, user, input));
    return {};
  },
);
