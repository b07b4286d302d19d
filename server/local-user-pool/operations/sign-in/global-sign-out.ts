import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { revokeAllSignIns } from "../../tokens/revocation.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await verifyAccessToken(context, input.AccessToken);
  await revokeAllSignIns(context.database, user.id, context.now);
  return {};
});
