import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { toAuthFactors } from "../auth-factors.ts";
import { Token } from "../constraints.ts";
import { structure } from "../shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors = defineAction(structure({ AccessToken: Token }), async (context, input) => {
  const { pool, user } = await requireBearer(context, input.AccessToken);
  return toAuthFactors(pool, user);
});
