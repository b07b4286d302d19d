import { eq } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { Username, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { users } from "../tables/users-table.ts";
import { requirePool } from "../user-pools.ts";
import { requireUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = defineAction(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const user = await requireUser(database, pool, input.Username);
    await database.delete(users).where(eq(users.id, user.id));
    return {};
  },
);
