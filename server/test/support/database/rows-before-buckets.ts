import { sql } from "drizzle-orm";
import type { Database } from "../../../database/database.ts";

/** The last migration of the version whose activities had no buckets. */
export const beforeBuckets = "0005_sessions_end_at_the_pool";

/** Threads of five: a post, two replies to it, and two replies below the first. */
const threadLength = 5;
/** Half of the posts have an idempotency key. */
const keyOf = "case when n % 10 = 0 then 'key-' || n end";

/**
 * Inserts activities and likes as the version before wrote them. Some replies have ids below those of their parents, as
 * nodes with different clocks write them.
 */
export async function insertRowsBeforeBuckets(db: Pick<Database, "execute">, number: number): Promise<void> {
  const uuid = (n: string): string =>
    `(lpad(to_hex(1790000000000 + (${n}) + case when (${n}) % 7 = 3 then -9 else 0 end), 12, '0') || '7' || substr(md5((${n})::text), 1, 3) || '8' || substr(md5((${n})::text), 4, 15))::uuid`;
  const person = (n: string): string => `('00000000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
  const parent = `case n % ${threadLength} when 0 then null when 1 then n - 1 when 2 then n - 2 else n - n % ${threadLength} + 1 end`;
  const run = async (text: string): Promise<void> => void (await db.execute(sql.raw(text)));
  await run(`insert into users (id, sub, email, email_verified, name, handle, created_at)
    select ${person("n")}, 'sub ' || n, n || '@enterprise.example', true, 'Person', 'person_' || n, now()
    from generate_series(1, 20) n on conflict do nothing`);
  await run(`insert into activities (id, author_id, message, audience, reply_to_id, is_reply, idempotency_key,
      likes_count, replies_count, created_at, expires_at)
    select ${uuid("n")}, ${person("1 + n % 20")}, 'message ' || n, 'PUBLIC', ${uuid(parent)}, n % ${threadLength} > 0,
      ${keyOf}, 2, case when n % ${threadLength} < 2 then 2 else 0 end,
      '2026-11-25T12:00:00Z', '2026-12-02T12:00:00Z'
    from generate_series(0, ${number - 1}) n`);
  await run(`insert into likes (activity_id, user_id, created_at)
    select ${uuid("n")}, ${person("each")}, '2026-11-25T12:00:00Z'
    from generate_series(0, ${number - 1}) n, generate_series(1, 2) each`);
}

/** All that the version before knew of activities and likes. */
export async function readRowsBeforeBuckets(db: Pick<Database, "execute">): Promise<unknown[]> {
  const answer = await db.execute(sql`
    select id, author_id, message, audience, reply_to_id, is_reply, idempotency_key, likes_count, replies_count,
      created_at, expires_at,
      (select string_agg(user_id || ' ' || created_at, ', ' order by user_id) from likes where activity_id = id) as likes
    from activities order by id`);
  return (answer as { rows: unknown[] }).rows;
}

/** A number for the same rows that depends on every value, for tables of any size. */
export async function digestRowsBeforeBuckets(db: Pick<Database, "execute">): Promise<unknown[]> {
  const answer = await db.execute(sql`
    select count(*), sum(hashtextextended(concat_ws(' ', id, author_id, message, audience, reply_to_id, is_reply,
      idempotency_key, likes_count, replies_count, created_at, expires_at), 0)) as digest from activities
    union all
    select count(*), sum(hashtextextended(concat_ws(' ', activity_id, user_id, created_at), 0)) from likes`);
  return (answer as { rows: unknown[] }).rows;
}

/** Rows that are in another bucket than the thread that they belong to. */
export async function countMisplacedRows(db: Database): Promise<number> {
  const answer = await db.execute(sql`
    select (select count(*) from activities reply join activities parent on parent.id = reply.reply_to_id
        where parent.bucket <> reply.bucket)
      + (select count(*) from likes join activities on activities.id = activity_id
        where likes.bucket <> activities.bucket) as rows`);
  const [row] = (answer as { rows: { rows: unknown }[] }).rows;
  return Number(row?.rows);
}
