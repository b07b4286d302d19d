import { eq } from "drizzle-orm";
import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { Token } from "../constraints.ts";
import { structure } from "../shape.ts";
import { users } from "../tables/users-table.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = defineAction(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await requireBearer(context, input.AccessToken);
  await context.database.delete(users).where(eq(users.id, user.id));
  return {};
});
