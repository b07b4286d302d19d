import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { AttributeName, Token } from "../../protocol/request-members.ts";
import { list, structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { changeAttributes } from "../../users/attribute-changes.ts";
import { checkChangedAttributes } from "../../users/attributes.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = defineOperation(
  structure({ AccessToken: Token, UserAttributeNames: list(AttributeName) }),
  async (context, input) => {
    const { pool, client, user } = await verifyAccessToken(context, input.AccessToken);
    const deleted = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkChangedAttributes(pool, deleted, client);
    await inTransaction(context, { reason: "UpdateUserAttribute", clientId: client.id }, (tx, queueMail) =>
      changeAttributes(tx, queueMail, pool, user, deleted, context.now),
    );
    return {};
  },
);
