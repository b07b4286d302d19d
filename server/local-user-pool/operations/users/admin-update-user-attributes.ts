import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { UserAttributes, Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { changeAttributes } from "../../users/attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../../users/attributes.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = defineOperation(
  structure({ UserPoolId, Username, UserAttributes }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const user = await requireUser(context.database, pool, input.Username);
    const changed = checkChangedAttributes(pool, toAttributes(input.UserAttributes));
    await inTransaction(context, { reason: "UpdateUserAttribute", clientId: undefined }, (tx, queueMail) =>
      changeAttributes(tx, queueMail, pool, user, changed, context.now),
    );
    return {};
  },
);
