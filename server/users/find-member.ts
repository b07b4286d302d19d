import { eq, sql } from "drizzle-orm";
import { preparedQuery } from "../database/prepared.ts";
import { unauthenticated } from "../graphql/errors.ts";
import type { Member } from "../graphql/identity.ts";
import type { UsersContext } from "./context.ts";
import { type UserRow, users } from "./users-table.ts";

/** The part of a member that finds the user. */
export type MemberId = Pick<Member, "userId">;

/**
 * The user of the member who sends the request.
 *
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted during the request.
 */
export async function findMember({ db }: Pick<UsersContext, "db">, { userId }: MemberId): Promise<UserRow> {
  const [row] = await userById(db).execute({ userId });
  if (!row) throw unauthenticated("TOKEN_INVALID");
  return row;
}

const userById = preparedQuery("user_by_id", (db, name) =>
  db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder("userId")))
    .prepare(name),
);
