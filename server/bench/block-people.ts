import type pg from "pg";

/**
 * Adds people who have written nothing, and a user who has blocked them all: the user's home feed stays that of everybody.
 *
 * @param handle of the user.
 */
export async function blockPeople(rows: pg.Client, handle: string, count: number): Promise<void> {
  await rows.query(
    `with blocked as (
       insert into users (id, sub, email_verified, name, handle, created_at)
       select gen_random_uuid(), 'blocked' || number, true, 'Blocked ' || number, 'blocked_' || number, now()
       from generate_series(1, $2::int) as number
       returning id
     )
     insert into blocks (blocker_id, blocked_id, id, created_at)
     select users.id, blocked.id, gen_random_uuid(), now() from users, blocked where users.handle = $1`,
    [handle, count],
  );
}
