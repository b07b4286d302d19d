import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { replaceAttributes, verifiesFirst } from "../users/attribute-changes.ts";
import { useCode } from "../codes/codes.ts";
import { AttributeName, ConfirmationCode, Token } from "../protocol/constraints.ts";
import { expiredCode, invalidParameter, userDoesNotExist } from "../protocol/exceptions.ts";
import { structure } from "../protocol/shape.ts";
import { lockUser } from "../users/users.ts";
import { countAttempt } from "../attempts/hourly-limits.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = defineOperation(
  structure({ AccessToken: Token, AttributeName, Code: ConfirmationCode }),
  async (context, input) => {
    const { database, now } = context;
    const { pool, user } = await requireBearer(context, input.AccessToken);
    if (input.AttributeName !== "email") {
      throw invalidParameter("Only the attribute email can be verified here.");
    }
    await countAttempt(context, pool, user.id, "VerifyUserAttribute");
    await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userDoesNotExist();
      const email = await useCode(tx, pool, user.id, key, input.Code, now);
      if (email !== current.attributes["email"] && !verifiesFirst(pool)) throw expiredCode();
      await replaceAttributes(tx, pool, current, { email, email_verified: "true" }, now);
    });
    return {};
  },
);
