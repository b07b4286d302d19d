import { countAttempt } from "../../attempts/hourly-limits.ts";
import { toCodeDeliveryDetails } from "../../mail/code-delivery.ts";
import { findCodeDestination, issueCode } from "../../codes/codes.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { AttributeName, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { requireAddressAttribute } from "../../users/attributes.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = defineOperation(
  structure({ AccessToken: Token, AttributeName }),
  async (context, input) => {
    const { pool, client, user } = await verifyAccessToken(context, input.AccessToken);
    const attribute = requireAddressAttribute(input.AttributeName);
    await countAttempt(context, pool, user.id, "GetUserAttributeVerificationCode");
    const key = { purpose: "verify_attribute", attribute } as const;
    // The pending address, if one must be verified before it replaces the current one.
    const pending = await findCodeDestination(context.database, user.id, key);
    const value = pending ?? user.attributes[attribute];
    if (value === undefined) throw invalidParameter(`User does not have the attribute ${attribute}.`);
    if (attribute === "phone_number" && !pool.settings.SmsConfiguration) {
      throw invalidParameter("User pool does not have SMS configuration to send messages.");
    }
    const address = { attribute, value };
    await inTransaction(context, { reason: "VerifyUserAttribute", clientId: client.id }, (tx, queueMail) =>
      issueCode(tx, queueMail, pool, user, "verify_attribute", address, context.now),
    );
    return { CodeDeliveryDetails: toCodeDeliveryDetails(address) };
  },
);
