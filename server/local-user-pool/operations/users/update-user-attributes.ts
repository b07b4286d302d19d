import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { Token, UserAttributes } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { changeAttributes } from "../../users/attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../../users/attributes.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = defineOperation(
  structure({ AccessToken: Token, UserAttributes }),
  async (context, input) => {
    const { pool, client, user } = await verifyAccessToken(context, input.AccessToken);
    const changed = checkChangedAttributes(pool, toAttributes(input.UserAttributes), client);
    const CodeDeliveryDetailsList = await inTransaction(
      context,
      { reason: "UpdateUserAttribute", clientId: client.id },
      (tx, queueMail) => changeAttributes(tx, queueMail, pool, user, changed, context.now),
    );
    return { CodeDeliveryDetailsList };
  },
);
