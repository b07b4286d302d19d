import { eq } from "drizzle-orm";
import type { Context, Member } from "../graphql/context.ts";
import { unauthenticated } from "../graphql/errors.ts";
import { type UserRow, users } from "./users-table.ts";

/**
 * The row of the person who asks.
 *
 * @throws GraphQLError where the account was deleted while the request was under way.
 */
export async function findMember({ db }: Pick<Context, "db">, { userId }: Member): Promise<UserRow> {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  if (!row) throw unauthenticated("TOKEN_INVALID");
  return row;
}
