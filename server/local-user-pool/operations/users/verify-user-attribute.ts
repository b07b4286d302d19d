import { countAttempt } from "../../attempts/hourly-limits.ts";
import { consumeCode } from "../../codes/codes.ts";
import { expiredCode, userDoesNotExist } from "../../protocol/exceptions.ts";
import { AttributeName, ConfirmationCode, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { requiresVerificationBeforeUpdate, writeAttributes } from "../../users/attribute-changes.ts";
import { requireAddressAttribute } from "../../users/attributes.ts";
import { lockUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = defineOperation(
  structure({ AccessToken: Token, AttributeName, Code: ConfirmationCode }),
  async (context, input) => {
    const { database, now } = context;
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    const attribute = requireAddressAttribute(input.AttributeName);
    await countAttempt(context, pool, user.id, "VerifyUserAttribute");
    await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userDoesNotExist();
      const key = { purpose: "verify_attribute", attribute } as const;
      const { value } = await consumeCode(tx, pool, user.id, key, input.Code, now);
      if (value !== current.attributes[attribute] && !requiresVerificationBeforeUpdate(pool, attribute)) {
        throw expiredCode();
      }
      const verified = { [attribute]: value, [`${attribute}_verified`]: "true" };
      await writeAttributes(tx, pool, current, verified, now);
    });
    return {};
  },
);
