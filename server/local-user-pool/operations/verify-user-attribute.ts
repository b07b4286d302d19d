import { countAttempt } from "../attempts/hourly-limits.ts";
import { consumeCode } from "../codes/codes.ts";
import { expiredCode, invalidParameter, userDoesNotExist } from "../protocol/exceptions.ts";
import { AttributeName, ConfirmationCode, Token } from "../protocol/request-members.ts";
import { structure } from "../protocol/shape.ts";
import { verifyAccessToken } from "../tokens/verify-access-token.ts";
import { requiresVerificationBeforeUpdate, writeAttributes } from "../users/attribute-changes.ts";
import { lockUser } from "../users/users.ts";
import { defineOperation } from "./operation.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = defineOperation(
  structure({ AccessToken: Token, AttributeName, Code: ConfirmationCode }),
  async (context, input) => {
    const { database, now } = context;
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
    if (input.AttributeName !== "email") {
      throw invalidParameter("Only the attribute email can be verified here.");
    }
    await countAttempt(context, pool, user.id, "VerifyUserAttribute");
    await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userDoesNotExist();
      const email = await consumeCode(tx, pool, user.id, key, input.Code, now);
      if (email !== current.attributes["email"] && !requiresVerificationBeforeUpdate(pool))
        throw expiredCode();
      await writeAttributes(tx, pool, current, { email, email_verified: "true" }, now);
    });
    return {};
  },
);
