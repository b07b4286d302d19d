import { eq } from "drizzle-orm";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { users } from "../../tables/users-table.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = defineOperation(structure({ AccessToken: Token }), async (context, input) => {
  const { user } = await verifyAccessToken(context, input.AccessToken);
  await context.database.delete(users).where(eq(users.id, user.id));
  return {};
});
