import { eq, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { type UserRow, users } from "./users-table.ts";

/** The user of an account, by its `sub` in the user pool. */
export async function findUserBySub(db: Database, sub: string): Promise<UserRow | undefined> {
  const [row] = await userBySub(db).execute({ sub });
  return row;
}

const userBySub = preparedQuery("user_by_sub", (db, name) =>
  db
    .select()
    .from(users)
    .where(eq(users.sub, sql.placeholder("sub")))
    .prepare(name),
);
