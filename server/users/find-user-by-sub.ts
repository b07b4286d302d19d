import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { type UserRow, users } from "./users-table.ts";

/** The user of an account, by its `sub` in the user pool. */
export async function findUserBySub(db: Database, sub: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.sub, sub));
  return row;
}
