import { defineOperation } from "./operation.ts";
import { changeAttributes } from "../users/attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../users/attributes.ts";
import { UserAttributes, Username, UserPoolId } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { inTransaction } from "../mail/transaction.ts";
import { requirePool } from "../pools/user-pools.ts";
import { requireUser } from "../users/users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = defineOperation(
  structure({ UserPoolId, Username, UserAttributes }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const user = await requireUser(context.database, pool, input.Username);
    const changed = toAttributes(input.UserAttributes);
    checkChangedAttributes(pool, changed);
    await inTransaction(context, (tx, post) => changeAttributes(tx, post, pool, user, changed, context.now));
    return {};
  },
);
