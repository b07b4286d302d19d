import { findAuthFactors } from "../../mfa/auth-factors.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = defineOperation(
  structure({ AccessToken: Token }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    return await findAuthFactors(context.database, pool, user);
  },
);
