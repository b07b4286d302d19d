import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { AttributeName, Username, UserPoolId } from "../../protocol/request-members.ts";
import { list, structure } from "../../protocol/shape.ts";
import { changeAttributes } from "../../users/attribute-changes.ts";
import { checkChangedAttributes } from "../../users/attributes.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = defineOperation(
  structure({ UserPoolId, Username, UserAttributeNames: list(AttributeName) }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const user = await requireUser(context.database, pool, input.Username);
    const deleted = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkChangedAttributes(pool, deleted);
    await inTransaction(context, { reason: "UpdateUserAttribute", clientId: undefined }, (tx, queueMail) =>
      changeAttributes(tx, queueMail, pool, user, deleted, context.now),
    );
    return {};
  },
);
