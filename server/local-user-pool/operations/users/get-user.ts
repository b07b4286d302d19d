import { toMfaSettings } from "../../mfa/mfa-preference.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { isReadable, toAttributeList } from "../../users/attributes.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user, client } = await verifyAccessToken(context, input.AccessToken);
  return {
    Username: user.username,
    UserAttributes: toAttributeList(user, (name) => isReadable(client, name)),
    ...toMfaSettings(user),
  };
});
