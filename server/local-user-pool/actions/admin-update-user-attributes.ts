import { defineAction } from "../action.ts";
import { changeAttributes } from "../attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../attributes.ts";
import { UserAttributes, Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = defineAction(
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
