import { eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { users } from "../../users/users-table.ts";

/** The database has a seed of another size, which this one would not fit. */
export class SeedSizeError extends Error {
  override name = "OtherSeedError";
  constructor(readonly activities: number) {
    super(`The database has a seed of ${activities} activities.`);
  }
}

/** Activities, with their likes, in one transaction. */
const batchSize = 10_000;
const days = 30;

/**
 * Fills a database with posts, replies and likes of the last thirty days, all unexpired, with exact counts. What was
 * broken off goes on where it was: each batch is written whole or not at all, and its ids follow from its number.
 *
 * @param onProgress hears how many activities there are, after each batch.
 * @throws OtherSeedError
 */
export async function seedActivities(
  db: Database,
  { activities, now }: { activities: number; now: Date },
  onProgress: (done: number) => void,
): Promise<void> {
  const people = Math.min(100_000, Math.max(10, Math.ceil(activities / 10)));
  const seed: Seed = { activities, people, start: await seedPeople(db, { activities, people, now }) };
  const unchecked = await mayLeaveChecksOut(db);
  for (let from = 0; from < activities; from += batchSize) {
    const to = Math.min(activities, from + batchSize);
    await db.transaction(async (tx) => {
      const last = await tx
        .select({ one: sql`1` })
        .from(sql`activities`)
        .where(sql`id = ${idOf(seed, sql`${to - 1}::bigint`)}`);
      if (last.length > 0) return;
      if (unchecked) await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(insertActivities(seed, from, to));
      await tx.execute(insertLikes(seed, from, to));
    });
    onProgress(to);
  }
  await db.execute(sql`analyze`);
}

/**
 * Foreign keys are looked up row by row, which is most of the work, and our rows point to each other by construction.
 * Whoever may switch that off for a transaction does.
 */
async function mayLeaveChecksOut(db: Database): Promise<boolean> {
  const asked = db
    .select({ may: sql<boolean>`has_parameter_privilege('session_replication_role', 'set')` })
    .from(sql`(select 1) one`);
  return await asked.then(
    ([answer]) => answer?.may ?? false,
    () => false,
  );
}

type Seed = {
  activities: number;
  people: number;
  /** When the first activity was written, in milliseconds since 1970. */
  start: number;
};

/** The first person keeps what a later run must know: when it began, and how many activities there are to be. */
async function seedPeople(
  db: Database,
  { activities, people, now }: { activities: number; people: number; now: Date },
): Promise<number> {
  const bio = String(activities);
  await db.execute(sql`
    insert into users (id, sub, email, email_verified, name, handle, bio, created_at)
    select ${uuid(sql`${now.getTime()}::bigint`, sql`'person ' || n`)}, 'seed:' || n,
      'seed_' || n || '@cruddur.example', true, 'Person ' || n, 'seed_' || n, ${bio}, ${now.toISOString()}
    from generate_series(0, ${people - 1}) n
    on conflict do nothing`);
  const [first] = await db.select().from(users).where(eq(users.handle, "seed_0"));
  if (!first) throw new Error("The insert made no people.");
  if (first.bio !== bio) throw new SeedSizeError(Number(first.bio));
  return first.createdAt.getTime() - days * 24 * 3_600_000;
}

/**
 * Of five activities in a row the last one replies to one of the others; every fourth is for members. A lifetime is one
 * of those that people choose, and long enough.
 */
function insertActivities(seed: Seed, from: number, to: number): SQL {
  const end = seed.start + days * 24 * 3_600_000;
  const top = sql`case when n % 5 = 4 then n - 4 + n / 5 % 4 else n end`;
  return sql`
    insert into activities (id, author_id, message, audience, reply_to_id, is_reply, likes_count, replies_count,
      created_at, expires_at)
    select ${idOf(seed, sql`n`)}, person.id,
      'Stardate ' || n || '. ' || repeat('All is well aboard. ', n::int % 7),
      case when top % 4 = 0 then 'MEMBERS' else 'PUBLIC' end,
      case when n % 5 = 4 then ${idOf(seed, sql`top`)} end, n % 5 = 4,
      ${likesOf(sql`n`)}, case when n % 5 = n / 5 % 4 and n - n % 5 + 4 < ${seed.activities} then 1 else 0 end,
      ${timeOf(seed, sql`n`)},
      case when ${timeOf(seed, sql`top`)} + lifetime > to_timestamp(${end} / 1000.0)
        then ${timeOf(seed, sql`top`)} + lifetime
        else to_timestamp(${end} / 1000.0) + interval '1 day' * (1 + top % 29) end
    from (
      select n, ${top} as top, ${personOf(seed, sql`n`)} as handle,
        (array['1 hour', '3 hours', '12 hours', '1 day', '3 days', '7 days', '30 days'])[1 + (${top}) % 7]::interval as lifetime
      from generate_series(${from}::bigint, ${to - 1}::bigint) n
    ) each
    join users person on person.handle = each.handle`;
}

function insertLikes(seed: Seed, from: number, to: number): SQL {
  return sql`
    insert into likes (activity_id, user_id, created_at)
    select ${idOf(seed, sql`n`)}, person.id, ${timeOf(seed, sql`n`)}
    from generate_series(${from}::bigint, ${to - 1}::bigint) n,
      generate_series(1, ${likesOf(sql`n`)}) each,
      users person
    where person.handle = 'seed_' || (n * 7 + each) % ${seed.people}`;
}

/** None, one or two likes, for every fourth activity. */
function likesOf(n: SQL): SQL {
  return sql`(case when ${n} % 4 = 1 then ${n} / 4 % 3 else 0 end)::int`;
}

/** Few people write most of it. */
function personOf({ people }: Seed, n: SQL): SQL {
  return sql`'seed_' || floor(power(${n} * 7919 % 10007 / 10007.0, 3) * ${people})::int`;
}

function millisecondOf({ start, activities }: Seed, n: SQL): SQL {
  return sql`(${start}::bigint + ${n} * ${days * 24 * 3_600_000}::bigint / ${activities})`;
}

function timeOf(seed: Seed, n: SQL): SQL {
  return sql`to_timestamp(${millisecondOf(seed, n)} / 1000.0)`;
}

function idOf(seed: Seed, n: SQL): SQL {
  return uuid(millisecondOf(seed, n), sql`'activity ' || ${n}`);
}

/** A UUIDv7 that follows from a time in milliseconds and a text. */
function uuid(milliseconds: SQL, text: SQL): SQL {
  const hash = sql`md5(${text})`;
  return sql`(lpad(to_hex(${milliseconds}), 12, '0') || '7' || substr(${hash}, 1, 3) || '8' || substr(${hash}, 4, 15))::uuid`;
}
