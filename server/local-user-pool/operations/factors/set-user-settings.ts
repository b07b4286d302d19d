import { MFAOptions, setMfaOptions } from "../../mfa/mfa-options.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html */
export const setUserSettings = defineOperation(
  structure({ AccessToken: Token, MFAOptions }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    await setMfaOptions(context.database, pool, user, input.MFAOptions);
    return {};
  },
);
