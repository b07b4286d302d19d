import { countAttempt } from "../attempts/hourly-limits.ts";
import { toCodeDeliveryDetails } from "../codes/code-delivery.ts";
import { findCodeDestination, issueCode } from "../codes/codes.ts";
import { inTransaction } from "../mail/transaction-with-mail.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { AttributeName, Token } from "../protocol/request-members.ts";
import { structure } from "../protocol/shape.ts";
import { verifyAccessToken } from "../tokens/verify-access-token.ts";
import { defineOperation } from "./operation.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = defineOperation(
  structure({ AccessToken: Token, AttributeName }),
  async (context, input) => {
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    if (input.AttributeName !== "email") {
      throw invalidParameter("Only the attribute email can be verified here.");
    }
    await countAttempt(context, pool, user.id, "GetUserAttributeVerificationCode");
    // The pending address, if one must be verified before it replaces the current one.
    const address = (await findCodeDestination(context.database, user.id, key)) ?? user.attributes["email"];
    if (address === undefined) throw invalidParameter("User does not have an email address.");
    await inTransaction(context, (tx, queueMail) =>
      issueCode(tx, queueMail, pool, user, key, address, context.now),
    );
    return { CodeDeliveryDetails: toCodeDeliveryDetails(address) };
  },
);
