import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { Token } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { revokeAllSignIns } from "../tokens/sign-outs.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await requireBearer(context, input.AccessToken);
  await revokeAllSignIns(context.database, user.id, context.now);
  return {};
});
