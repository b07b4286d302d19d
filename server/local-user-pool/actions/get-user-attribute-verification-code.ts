import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { countAttempt } from "../attempts.ts";
import { deliveredTo } from "../code-delivery.ts";
import { destinationOf, issueCode } from "../codes.ts";
import { AttributeName, Token } from "../constraints.ts";
import { invalidParameter } from "../exceptions.ts";
import { structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = defineAction(
  structure({ AccessToken: Token, AttributeName }),
  async (context, input) => {
    const { pool, user } = await requireBearer(context, input.AccessToken);
    if (input.AttributeName !== "email") {
      throw invalidParameter("Only the attribute email can be verified here.");
    }
    await countAttempt(context, pool, user.id, "GetUserAttributeVerificationCode");
    // An address that waits to be verified before it replaces the present one.
    const address = (await destinationOf(context.database, user.id, key)) ?? user.attributes["email"];
    if (address === undefined) throw invalidParameter("User does not have an email address.");
    await inTransaction(context, (tx, post) => issueCode(tx, post, pool, user, key, address, context.now));
    return { CodeDeliveryDetails: deliveredTo(address) };
  },
);
