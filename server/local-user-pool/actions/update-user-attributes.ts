import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { changeAttributes } from "../attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../attributes.ts";
import { Token, UserAttributes } from "../constraints.ts";
import { structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = defineAction(
  structure({ AccessToken: Token, UserAttributes }),
  async (context, input) => {
    const { pool, client, user } = await requireBearer(context, input.AccessToken);
    const changed = toAttributes(input.UserAttributes);
    checkChangedAttributes(pool, changed, client);
    const CodeDeliveryDetailsList = await inTransaction(context, (tx, post) =>
      changeAttributes(tx, post, pool, user, changed, context.now),
    );
    return { CodeDeliveryDetailsList };
  },
);
