import { defineAction } from "../action.ts";
import { changeAttributes } from "../attribute-changes.ts";
import { checkChangedAttributes } from "../attributes.ts";
import { AttributeName, Username, UserPoolId } from "../constraints.ts";
import { list, structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = defineAction(
  structure({ UserPoolId, Username, UserAttributeNames: list(AttributeName) }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const user = await requireUser(context.database, pool, input.Username);
    const deleted = Object.fromEntries(input.UserAttributeNames.map((name) => [name, ""]));
    checkChangedAttributes(pool, deleted);
    await inTransaction(context, (tx, post) => changeAttributes(tx, post, pool, user, deleted, context.now));
    return {};
  },
);
