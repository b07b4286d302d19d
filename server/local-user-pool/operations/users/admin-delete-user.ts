import { eq } from "drizzle-orm";
import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { users } from "../../tables/users-table.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await database.delete(users).where(eq(users.id, user.id));
    return {};
  },
);
