import { eq } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { softwareTokens } from "../tables/software-tokens-table.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser, updateUser } from "../users.ts";

/**
 * Takes the authenticator app from a user who has lost it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
 */
export const adminDeleteSoftwareToken = defineAction(
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
