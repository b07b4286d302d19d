import type { Context, Member } from "../graphql/context.ts";
import { authUnavailable, unauthenticated } from "../graphql/errors.ts";
import { isRefusal, UserPoolError } from "../user-pool/user-pool-error.ts";
import { ensureUser } from "./ensure-user.ts";
import type { UserRow } from "./users-table.ts";

/**
 * The row of the person who asks.
 *
 * @throws GraphQLError where the row is missing and the user pool does not give the profile to make it from.
 */
export async function findMember(context: Context, { claims, accessToken }: Member): Promise<UserRow> {
  return await ensureUser(context, claims.sub, async () => {
    try {
      return await context.userPool.getProfile({ accessToken });
    } catch (error) {
      if (!(error instanceof UserPoolError)) throw error;
      if (error.code === "UNAVAILABLE" || error.code === "RATE_LIMITED") throw authUnavailable();
      // The pool knows better than the signature: signed out everywhere, disabled or deleted.
      throw isRefusal(error) ? unauthenticated("TOKEN_INVALID") : error;
    }
  });
}
