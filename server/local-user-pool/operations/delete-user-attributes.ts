import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { changeAttributes } from "../users/attribute-changes.ts";
import { checkChangedAttributes } from "../users/attributes.ts";
import { AttributeName, Token } from "../protocol/constraints.ts";
import { list, structure } from "../protocol/shape.ts";
import { inTransaction } from "../mail/transaction.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = defineOperation(
  structure({ AccessToken: Token, UserAttributeNames: list(AttributeName) }),
  async (context, input) => {
    const { pool, client, user } = await requireBearer(context, input.AccessToken);
    const deleted = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkChangedAttributes(pool, deleted, client);
    await inTransaction(context, (tx, post) => changeAttributes(tx, post, pool, user, deleted, context.now));
    return {};
  },
);
