import { eq } from "drizzle-orm";
import { requireBearer } from "../tokens/access-tokens.ts";
import { defineOperation } from "./operation.ts";
import { Token } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { users } from "../tables/users-table.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await requireBearer(context, input.AccessToken);
  await context.database.delete(users).where(eq(users.id, user.id));
  return {};
});
