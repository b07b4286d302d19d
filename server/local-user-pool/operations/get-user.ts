import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { attributeList, isReadable } from "../users/attributes.ts";
import { Token } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { toMfaSettings } from "../mfa/mfa-preference.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user, client } = await requireBearer(context, input.AccessToken);
  return {
    Username: user.username,
    UserAttributes: attributeList(user, (name) => isReadable(client, name)),
    ...toMfaSettings(user),
  };
});
