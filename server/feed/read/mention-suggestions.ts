import { and, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedQuery } from "../../database/prepared.ts";
import { users } from "../../users/users-table.ts";
import { authorColumns } from "./author-columns.ts";

/** How many are read, before those that a viewer hides are left out. */
const maximumLength = 50;

/** After all characters of handles, which are ASCII. */
const lastCharacter = "~";

type Person = { id: string; handle: string; name: string; bio: string | null };

/** The people whose handles begin with a prefix, in the order of handles: whoever has exactly this handle is first. */
export async function findByHandlePrefix(db: Database, prefix: string): Promise<Person[]> {
  return await usersByPrefix(db).execute({ prefix, end: prefix + lastCharacter });
}

/** These operators compare bytes, as the index on prefixes does, whatever the language of the database. */
const usersByPrefix = preparedQuery("users_by_handle_prefix", (db, name) =>
  db
    .select(authorColumns)
    .from(users)
    .where(
      and(
        sql`${users.handle} ~>=~ ${sql.placeholder("prefix")}`,
        sql`${users.handle} ~<~ ${sql.placeholder("end")}`,
      ),
    )
    .orderBy(sql`${users.handle} using ~<~ limit ${sql.raw(String(maximumLength))}`)
    .prepare(name),
);
