import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { countAttempt } from "../attempts.ts";
import { replaceAttributes, verifiesFirst } from "../attribute-changes.ts";
import { useCode } from "../codes.ts";
import { AttributeName, ConfirmationCode, Token } from "../constraints.ts";
import { expiredCode, invalidParameter, userDoesNotExist } from "../exceptions.ts";
import { structure } from "../shape.ts";
import { lockUser } from "../users.ts";

const key = { purpose: "verify_attribute", attribute: "email" } as const;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = defineAction(
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
