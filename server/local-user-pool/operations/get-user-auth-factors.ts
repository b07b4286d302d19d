import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { toAuthFactors } from "../mfa/auth-factors.ts";
import { Token } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = defineOperation(
  structure({ AccessToken: Token }),
  async (context, input) => {
    const { pool, user } = await requireBearer(context, input.AccessToken);
    return toAuthFactors(pool, user);
  },
);
