import { eq, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { User } from "./user.type.ts";
import { users } from "./users-table.ts";

const publicColumns = { id: users.id, handle: users.handle, name: users.name, bio: users.bio };

/** The public profile of a user. */
export async function findUser(db: Database, userId: string): Promise<User | undefined> {
  const [found] = await publicUserById(db).execute({ userId });
  return found && Object.assign(new User(), found);
}

/** The same by the handle, in lower case. */
export async function findUserByHandle(db: Database, handle: string): Promise<User | undefined> {
  const [found] = await userByHandle(db).execute({ handle });
  return found && Object.assign(new User(), found);
}

const publicUserById = preparedQuery("public_user_by_id", (db, name) =>
  db
    .select(publicColumns)
    .from(users)
    .where(eq(users.id, sql.placeholder("userId")))
    .prepare(name),
);

const userByHandle = preparedQuery("user_by_handle", (db, name) =>
  db
    .select(publicColumns)
    .from(users)
    .where(eq(users.handle, sql.placeholder("handle")))
    .prepare(name),
);
