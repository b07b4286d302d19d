import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { deliveredTo } from "../codes/code-delivery.ts";
import { destinationOf, issueCode } from "../codes/codes.ts";
import { AttributeName, Token } from "../protocol/constraints.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { structure } from "../protocol/shape.ts";
import { inTransaction } from "../mail/transaction.ts";
import { countAttempt } from "../attempts/hourly-limits.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = defineOperation(
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
