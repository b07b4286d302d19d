import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { softwareTokens } from "../../tables/software-tokens-table.ts";
import { requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Deletes the authenticator app of a user who has lost it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
 */
export const adminDeleteSoftwareToken = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    const preferredMfa = user.preferredMfa === "SOFTWARE_TOKEN_MFA" ? null : user.preferredMfa;
    await database.transaction(async (tx) => {
      await tx.delete(softwareTokens).where(eq(softwareTokens.userId, user.id));
      await updateUser(tx, user.id, { softwareTokenMfaEnabled: false, preferredMfa }, now);
    });
    return {};
  },
);
