import { eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { users } from "../../users/users-table.ts";

/** The database has a seed of another size. Seeds of different sizes do not mix. */
export class SeedSizeError extends Error {
  override name = "OtherSeedError";
  constructor(readonly activities: number) {
    super(`The database has a seed of ${activities} activities.`);
  }
}

/** Activities per transaction; their likes come with them. */
const batchSize = 10_000;
const days = 30;

/**
 * Fills a database with posts, replies and likes of the last thirty days, all unexpired, with exact counts. An interrupted
 * seed continues where it stopped: each batch is a transaction, and its ids follow from its number.
 *
 * @param onProgress called after each batch with the number of activities so far.
 * @throws SeedSizeError
 */
export async function seedActivities(
  db: Database,
  { activities, now }: { activities: number; now: Date },
  onProgress: (done: number) => void,
): Promise<void> {
  const people = Math.min(100_000, Math.max(10, Math.ceil(activities / 10)));
  const seed: Seed = { activities, people, start: await seedPeople(db, { activities, people, now }) };
  const skipsForeignKeys = await canSkipForeignKeys(db);
  for (let from = 0; from < activities; from += batchSize) {
    const to = Math.min(activities, from + batchSize);
    await db.transaction(async (tx) => {
      const last = await tx
        .select({ one: sql`1` })
        .from(sql`activities`)
        .where(
          sql`bucket = ${bucketOf(sql`${to - 1}::bigint`)} and id = ${idOf(seed, sql`${to - 1}::bigint`)}`,
        );
      if (last.length > 0) return;
      if (skipsForeignKeys) await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(insertActivities(seed, from, to));
      await tx.execute(insertLikes(seed, from, to));
    });
    onProgress(to);
  }
  await db.execute(sql`analyze`);
}

/**
 * Whether the database user may switch off the checks of foreign keys for a transaction. They are most of the work, and
 * the seed's rows are consistent by construction.
 */
async function canSkipForeignKeys(db: Database): Promise<boolean> {
  const query = db
    .select({ isAllowed: sql<boolean>`has_parameter_privilege('session_replication_role', 'set')` })
    .from(sql`(select 1) one`);
  return await query.then(
    ([row]) => row?.isAllowed ?? false,
    () => false,
  );
}

type Seed = {
  activities: number;
  people: number;
  /** The time of the first activity, in milliseconds since 1970. */
  start: number;
};

/** The first person's row records the seed for a later run: `created_at` when it began, `bio` its number of activities. */
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
  if (!first) throw new Error("The insert created no people.");
  if (first.bio !== bio) throw new SeedSizeError(Number(first.bio));
  return first.createdAt.getTime() - days * 24 * 3_600_000;
}

/**
 * The last of every five activities replies to one of the four before it, and every fourth is for members. Lifetimes are
 * those of the API, prolonged where they would have ended.
 */
function insertActivities(seed: Seed, from: number, to: number): SQL {
  const end = seed.start + days * 24 * 3_600_000;
  return sql`
    insert into activities (bucket, id, author_id, message, audience, reply_to_id, is_reply, likes_count, replies_count,
      created_at, expires_at)
    select ${bucketOf(sql`n`)}, ${idOf(seed, sql`n`)}, person.id,
      'Stardate ' || n || '. ' || repeat('All is well aboard. ', n::int % 7),
      case when top % 4 = 0 then 'MEMBERS' else 'PUBLIC' end,
      case when n % 5 = 4 then ${idOf(seed, sql`top`)} end, n % 5 = 4,
      ${likesOf(sql`n`)}, case when n % 5 = n / 5 % 4 and n - n % 5 + 4 < ${seed.activities} then 1 else 0 end,
      ${timeOf(seed, sql`n`)},
      case when ${timeOf(seed, sql`top`)} + lifetime > to_timestamp(${end} / 1000.0)
        then ${timeOf(seed, sql`top`)} + lifetime
        else to_timestamp(${end} / 1000.0) + interval '1 day' * (1 + top % 29) end
    from (
      select n, ${topOf(sql`n`)} as top, ${personOf(seed, sql`n`)} as handle,
        (array['1 hour', '3 hours', '12 hours', '1 day', '3 days', '7 days', '30 days'])[1 + ${topOf(sql`n`)} % 7]::interval as lifetime
      from generate_series(${from}::bigint, ${to - 1}::bigint) n
    ) each
    join users person on person.handle = each.handle`;
}

function insertLikes(seed: Seed, from: number, to: number): SQL {
  return sql`
    insert into likes (bucket, activity_id, user_id, created_at)
    select ${bucketOf(sql`n`)}, ${idOf(seed, sql`n`)}, person.id, ${timeOf(seed, sql`n`)}
    from generate_series(${from}::bigint, ${to - 1}::bigint) n,
      generate_series(1, ${likesOf(sql`n`)}) each,
      users person
    where person.handle = 'seed_' || (n * 7 + each) % ${seed.people}`;
}

/** No like, one or two for every fourth activity. */
function likesOf(n: SQL): SQL {
  return sql`(case when ${n} % 4 = 1 then ${n} / 4 % 3 else 0 end)::int`;
}

/** A few people write most activities. */
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
  return uuid(millisecondOf(seed, n), sql`'activity ' || ${n}`, hashOfTop(n));
}

function bucketOf(n: SQL): SQL {
  return sql`('x' || ${lastDigits(hashOfTop(n))})::bit(12)::int`;
}

/** A thread is in one bucket, which all its ids tell (`bucketOfId`). */
function hashOfTop(n: SQL): SQL {
  return sql`md5('activity ' || ${topOf(n)})`;
}

/** The number of the post at the top of an activity's thread. */
function topOf(n: SQL): SQL {
  return sql`(case when ${n} % 5 = 4 then ${n} - 4 + ${n} / 5 % 4 else ${n} end)`;
}

function lastDigits(hash: SQL): SQL {
  return sql`substr(${hash}, 16, 3)`;
}

/** A UUIDv7 that is determined by a time in milliseconds and a text; its last digits may be those of another hash. */
function uuid(milliseconds: SQL, text: SQL, hashAtTheEnd = sql`md5(${text})`): SQL {
  const hash = sql`md5(${text})`;
  return sql`(lpad(to_hex(${milliseconds}), 12, '0') || '7' || substr(${hash}, 1, 3) || '8' || substr(${hash}, 4, 12) || ${lastDigits(hashAtTheEnd)})::uuid`;
}
