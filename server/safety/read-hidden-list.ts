import { sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedStatements } from "../database/prepared.ts";
import { positionsOf, valueAt } from "../database/row-positions.ts";
import type { Page } from "../graphql/paging/page-arguments.ts";
import { User } from "../users/user.type.ts";
import { users } from "../users/users-table.ts";
import { blocks } from "./blocks-table.ts";
import { type RelationKind, relations } from "./relations.ts";

export type HiddenUser = {
  /** The id of the block or mute, by which the list is ordered. */
  relationId: string;
  user: User;
};

const newestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Whom a user has blocked or muted, the last one first, with one row more than `first` where there are more. */
export async function readHiddenList(
  db: Database,
  kind: RelationKind,
  userId: string,
  { first, after = newestId }: Page,
): Promise<HiddenUser[]> {
  const rows = await hiddenList(db, kind, { userId, after, limit: first + 1 });
  return rows.map((row) => ({
    relationId: valueAt(row, at.relationId),
    user: Object.assign(new User(), {
      id: valueAt(row, at.id),
      handle: valueAt(row, at.handle),
      name: valueAt(row, at.name),
      bio: valueAt(row, at.bio),
    }),
  }));
}

const columns = {
  relationId: blocks.id,
  id: users.id,
  handle: users.handle,
  name: users.name,
  bio: users.bio,
};
const at = positionsOf(columns);

const hiddenList = preparedStatements(
  (kind: RelationKind) => `list_${kind.toLowerCase()}s`,
  (kind) => {
    const { table, by, whom } = relations[kind];
    return sql`select ${table.id}, ${users.id}, ${users.handle}, ${users.name}, ${users.bio}
      from ${table} join ${users} on ${users.id} = ${whom}
      where ${by} = ${sql.placeholder("userId")}::uuid and ${table.id} < ${sql.placeholder("after")}::uuid
      order by ${table.id} desc limit ${sql.placeholder("limit")}::int`;
  },
);
