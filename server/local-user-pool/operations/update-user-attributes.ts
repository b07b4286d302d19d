import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { changeAttributes } from "../users/attribute-changes.ts";
import { checkChangedAttributes, toAttributes } from "../users/attributes.ts";
import { Token, UserAttributes } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { inTransaction } from "../mail/transaction.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = defineOperation(
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
