import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { Token } from "../constraints.ts";
import { structure } from "../shape.ts";
import { revokeAllSignIns } from "../sign-outs.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = defineAction(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await requireBearer(context, input.AccessToken);
  await revokeAllSignIns(context.database, user.id, context.now);
  return {};
});
