import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { changeAttributes } from "../attribute-changes.ts";
import { checkChangedAttributes } from "../attributes.ts";
import { AttributeName, Token } from "../constraints.ts";
import { list, structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = defineAction(
  structure({ AccessToken: Token, UserAttributeNames: list(AttributeName) }),
  async (context, input) => {
    const { pool, client, user } = await requireBearer(context, input.AccessToken);
    const deleted = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkChangedAttributes(pool, deleted, client);
    await inTransaction(context, (tx, post) => changeAttributes(tx, post, pool, user, deleted, context.now));
    return {};
  },
);
