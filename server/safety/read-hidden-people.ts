import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery, preparedStatement } from "../database/prepared.ts";
import { type HiddenPeople, nobodyHidden } from "../graphql/hidden-people.ts";
import { blocks } from "./blocks-table.ts";
import { mutes } from "./mutes-table.ts";

/** Of whom more than this many have blocked, the database has the blockers alone: they may be any number. */
const maximumBlockers = 1000;

export type StoredHiddenPeople = {
  hiddenPeople: HiddenPeople;
  /** How many ids are in memory. */
  size: number;
};

let versions = 0;

/** Reads the hidden people of a member: whom they have blocked and muted, and who has blocked them. */
export async function readHiddenPeople(db: Database, userId: string): Promise<StoredHiddenPeople> {
  const rows = await hiddenPeopleOf(db, { userId });
  if (rows.length === 0) return { hiddenPeople: nobodyHidden, size: 0 };
  const idsOf = (wanted: string): Set<string> =>
    new Set(rows.filter(([kind]) => kind === wanted).map(([, id]) => String(id)));
  const blockers = idsOf("BLOCKER");
  const areAll = blockers.size <= maximumBlockers;
  versions += 1;
  const hiddenPeople: HiddenPeople = {
    version: `${userId} ${versions}`,
    viewerId: userId,
    blocked: idsOf("BLOCKED"),
    muted: idsOf("MUTED"),
    blockersAmong: async (userIds) => (areAll ? blockers : await readBlockersAmong(db, userId, userIds)),
  };
  return { hiddenPeople, size: areAll ? rows.length : rows.length - blockers.size };
}

const user = sql`${sql.placeholder("userId")}::uuid`;

/** The first two are few: see `limits.ts` here. */
const hiddenPeopleOf = preparedStatement(
  "hidden_people_of",
  () => sql`select 'BLOCKED', ${blocks.blockedId} from ${blocks} where ${blocks.blockerId} = ${user}
    union all select 'MUTED', ${mutes.mutedId} from ${mutes} where ${mutes.muterId} = ${user}
    union all (
      select 'BLOCKER', ${blocks.blockerId} from ${blocks} where ${blocks.blockedId} = ${user}
      limit ${sql.raw(String(maximumBlockers + 1))}
    )`,
);

async function readBlockersAmong(
  db: Database,
  userId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await blockersAmong(db).execute({ userId, userIds: [...new Set(userIds)] });
  return new Set(rows.map(({ blockerId }) => blockerId));
}

/** One look-up in the primary key for each of the users, however many have blocked the member. */
const blockersAmong = preparedQuery("blockers_among", (db, name) =>
  db
    .select({ blockerId: blocks.blockerId })
    .from(sql`unnest(${sql.placeholder("userIds")}::uuid[]) as wanted (id)`)
    .innerJoin(
      blocks,
      and(sql`${blocks.blockerId} = wanted.id`, eq(blocks.blockedId, sql.placeholder("userId"))),
    )
    .prepare(name),
);
