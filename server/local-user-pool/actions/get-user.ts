import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { attributeList, isReadable } from "../attributes.ts";
import { Token } from "../constraints.ts";
import { structure } from "../shape.ts";
import { toMfaSettings } from "../wire.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = defineAction(structure({ AccessToken: Token }), async (context, input) => {
  const { user, client } = await requireBearer(context, input.AccessToken);
  return {
    Username: user.username,
    UserAttributes: attributeList(user, (name) => isReadable(client, name)),
    ...toMfaSettings(user),
  };
});
