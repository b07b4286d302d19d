import { type SQL, sql } from "drizzle-orm";
import type { NewId } from "../../lib/new-id.ts";
import { blocks } from "../../safety/blocks-table.ts";
import { mutes } from "../../safety/mutes-table.ts";
import { users } from "../../users/users-table.ts";
import { mentionedHandles } from "./mentioned-handles.ts";
import { notifications } from "./notifications-table.ts";

// Parts of the statements that write the feed: what they write and whom they notify is written at once, or not at all.
// Each returns the ids of the recipients.

/** The most people whom one message notifies because it mentions them: those whom it mentions first. */
export const maximumMentioned = 10;

/** The people who were the last to renew a notification of likes. */
export const likerColumns = [
  notifications.newestLikerId,
  notifications.secondLikerId,
  notifications.thirdLikerId,
];

/** The values of the placeholders of `notifyMentioned`. */
export function mentionParameters(
  message: string,
  newId: NewId,
): { handles: string[]; mentionIds: string[] } {
  const handles = mentionedHandles(message);
  return { handles, mentionIds: handles.map(() => newId()) };
}

const columns = sql.raw(`"bucket", activity_id, recipient_id, kind, id, created_at, expires_at`);

/**
 * Notifies the author of the activity that was replied to.
 *
 * @param visible the table that has that activity.
 * @param written the table that has the reply.
 */
export function notifyReplied(visible: string, written: string): SQL {
  const [parent, reply] = [sql.identifier(visible), sql.identifier(written)];
  return sql`insert into ${notifications} (${columns})
    select ${reply}.bucket, ${reply}.id, ${parent}.author_id, 'REPLY', ${sql.placeholder("notificationId")}::uuid,
      ${reply}.created_at, ${reply}.expires_at
    from ${reply} cross join ${parent} where ${parent}.author_id <> ${reply}.author_id
    returning recipient_id`;
}

/**
 * Notifies the people whom an activity mentions, but neither its author nor anybody who has blocked them or is blocked.
 *
 * @param written the table that has the activity.
 * @param visible the table that has the activity that it replies to, whose author is notified of that.
 */
export function notifyMentioned(written: string, visible?: string): SQL {
  const activity = sql.identifier(written);
  const ofParent = visible === undefined ? sql`` : sql`, (select author_id from ${sql.identifier(visible)})`;
  return sql`insert into ${notifications} (${columns})
    select ${activity}.bucket, ${activity}.id, mentioned.id, 'MENTION', mentioned.mention_id,
      ${activity}.created_at, ${activity}.expires_at
    from ${activity} cross join lateral (
      select person.id, mention.mention_id
      from unnest(${sql.placeholder("handles")}::text[], ${sql.placeholder("mentionIds")}::uuid[])
          with ordinality as mention (handle, mention_id, place)
        cross join lateral (select ${users.id} from ${users} where ${users.handle} = mention.handle limit 1) person
      where person.id not in (${activity}.author_id${ofParent})
        and ${isUnblocked(sql`person.id`, sql`${activity}.author_id`)}
      order by mention.place limit ${sql.raw(String(maximumMentioned))}
    ) mentioned
    returning recipient_id`;
}

/**
 * Notifies the author of a liked activity, or renews the notification: it is unread again. The last three
 * people who renewed it do not renew it again, so that nobody can bother the author without end by liking and unliking; nor
 * does somebody whom the author has muted.
 *
 * @param visible the table that has the activity.
 * @param changed the table that has a row if the like is new.
 */
export function notifyLiked(visible: string, changed: string): SQL {
  const activity = sql.identifier(visible);
  const likedBy = sql`${sql.placeholder("userId")}::uuid`;
  const isNew = sql.join(
    likerColumns.map((column) => sql`${column} is distinct from ${likedBy}`),
    sql` and `,
  );
  return sql`insert into ${notifications} (${columns}, newest_liker_id)
    select ${activity}.bucket, ${activity}.id, ${activity}.author_id, 'LIKE', ${sql.placeholder("notificationId")}::uuid,
      ${sql.placeholder("now")}::timestamptz, ${activity}.expires_at, ${likedBy}
    from ${activity} cross join ${sql.identifier(changed)} where ${activity}.author_id <> ${likedBy}
    on conflict ("bucket", activity_id, recipient_id, kind) do update
      set id = excluded.id, created_at = excluded.created_at, newest_liker_id = excluded.newest_liker_id,
        second_liker_id = ${notifications.newestLikerId}, third_liker_id = ${notifications.secondLikerId}
      where ${isNew} and not exists (
        select 1 from ${mutes} where ${mutes.muterId} = ${notifications.recipientId} and ${mutes.mutedId} = ${likedBy}
      )`;
}

/** The ids of the recipients of such a part, separated by commas. */
export function recipientsOf(...notified: string[]): SQL {
  const tables = notified.map((table) => sql`select recipient_id from ${sql.identifier(table)}`);
  return sql`(select string_agg(recipient_id::text, ',') from (${sql.join(tables, sql` union all `)}) as recipients)`;
}

/** Reads a column of `recipientsOf`. */
export function readRecipients(column: unknown): string[] {
  return typeof column === "string" ? column.split(",") : [];
}

/** Whether neither of two people has blocked the other. */
export function isUnblocked(one: SQL, other: SQL): SQL {
  const hasBlocked = (blocker: SQL, blocked: SQL): SQL =>
    sql`exists (select 1 from ${blocks} where ${blocks.blockerId} = ${blocker} and ${blocks.blockedId} = ${blocked})`;
  return sql`not ${hasBlocked(one, other)} and not ${hasBlocked(other, one)}`;
}
