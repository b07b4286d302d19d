import { type SQL, sql, type SQLWrapper } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { preparedStatement, preparedStatements } from "../../database/prepared.ts";
import type { RawRow } from "../../database/row-positions.ts";
import { mutes } from "../../safety/mutes-table.ts";
import { users } from "../../users/users-table.ts";
import { activities, activityColumns } from "../model/activities-table.ts";
import type { ActivityWithAuthor } from "../model/activity.type.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { likes } from "../model/likes-table.ts";
import { authorColumns } from "../read/author-columns.ts";
import type { Page } from "../../graphql/paging/page-arguments.ts";
import { activityResult, readResult, resultLength } from "../write/visible-activity.ts";
import { notificationReads } from "./notification-reads-table.ts";
import { isUnblocked } from "./notified.ts";
import { notifications } from "./notifications-table.ts";

// A list is one range of one index, read backwards, which holds the expiry, too: what has expired is passed there. The rest
// is looked up for each notification by a key, in subqueries that Postgres cannot turn into joins of whole tables.

/** A notification that its recipient may see. */
export type StoredNotification = {
  id: string;
  kind: (typeof notifications.$inferSelect)["kind"];
  createdAt: Date;
  isRead: boolean;
  /** What was written, or is liked. */
  activity: ActivityWithAuthor;
  /** LIKE: the newest of those who like it and whom the recipient sees; at most three, one at least. */
  likerIds: string[];
  /** LIKE: how many people like it, without the recipient. */
  likesCount: number;
};

/** Who reads their notifications, and when. */
export type Recipient = FeedViewer & { userId: string };

/** The most unread notifications that are counted: that many or more. */
export const maximumUnread = 100;
/** The most people whom a notification of likes names. */
export const maximumLikers = 3;

/** How many likes are compared to find the newest. */
const comparedLikes = 100;

const newestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const oldestId = "00000000-0000-0000-0000-000000000000";

/** The notifications of a person, newest first, with one more than `first` where there are more. */
export async function readNotifications(
  db: Database,
  recipient: Recipient,
  { first, after = newestId }: Page,
): Promise<StoredNotification[]> {
  const rows = await notificationPage(db, first, { ...toParameters(recipient), after });
  return rows.map(readNotification);
}

/** A person's notification; undefined if it has ended, was renewed, or is hidden from them. */
export async function findNotification(
  db: Database,
  recipient: Recipient,
  id: string,
): Promise<StoredNotification | undefined> {
  const [row] = await notificationById(db, { ...toParameters(recipient), id });
  return row && readNotification(row);
}

/** How many notifications a person has not read, up to `maximumUnread`. */
export async function countUnread(db: Database, recipient: Recipient): Promise<number> {
  const [row] = await unreadCount(db, toParameters(recipient));
  return Number(row?.[0] ?? 0);
}

function toParameters({ userId, kind, now }: Recipient): Record<string, unknown> {
  return { userId, now: now.toISOString(), isMember: kind === "member" };
}

const now = sql.placeholder("now");
const me = sql`${sql.placeholder("userId")}::uuid`;
const oldest = sql.raw(`'${oldestId}'::uuid`);
const readUpTo = sql`coalesce(
  (select ${notificationReads.readUpTo} from ${notificationReads} where ${notificationReads.userId} = ${me}), ${oldest}
)`;

/** Whether the person sees what another one does. */
function isSeen(other: SQLWrapper): SQL {
  return sql`${isUnblocked(me, sql`${other}`)}
    and not exists (select 1 from ${mutes} where ${mutes.muterId} = ${me} and ${mutes.mutedId} = ${other})`;
}

/** The activity of a notification, if it is not deleted and the person may read it. */
const activity = sql`select ${sql.join([...Object.values(activityColumns), activities.authorId], sql`, `)}
  from ${activities}
  where ${activities.bucket} = notification.bucket and ${activities.id} = notification.activity_id
    and ${activities.expiresAt} > ${now}
    and (${sql.placeholder("isMember")}::boolean or ${activities.audience} = 'PUBLIC')
  limit 1`;

/** Whether nothing above the activity in its thread is deleted. */
const isInThread = sql`(activity.reply_to_id is null or (
  with recursive above as (
    select ${activities.replyToId}, ${activities.expiresAt} > ${now} as is_current
    from ${activities} where ${activities.bucket} = activity.bucket and ${activities.id} = activity.reply_to_id
    union all
    select ${activities.replyToId}, ${activities.expiresAt} > ${now}
    from above join ${activities} on ${activities.bucket} = activity.bucket and ${activities.id} = above.reply_to_id
    where above.is_current
  )
  select bool_and(above.is_current) and bool_or(above.reply_to_id is null) from above
))`;

/** The likes of the activity by people whom the person sees. */
const seenLikes = sql`from ${likes}
  where ${likes.bucket} = activity.bucket and ${likes.activityId} = activity.id and ${likes.userId} <> ${me}
    and ${isSeen(likes.userId)}`;

/**
 * The newest of these people. Likes have no order of time, which would cost each of them: so these are the newest of some,
 * which are all of an activity with up to a hundred, and of those who were the last to renew the notification.
 */
const likers = sql`cross join lateral (
    select string_agg(newest.user_id::text, ',' order by newest.created_at desc) as ids
    from (
      select candidate.user_id, candidate.created_at
      from (
        (select ${likes.userId}, ${likes.createdAt} ${seenLikes} and ${likes.userId}
          in (notification.newest_liker_id, notification.second_liker_id, notification.third_liker_id))
        union
        (select ${likes.userId}, ${likes.createdAt} ${seenLikes}
          order by ${likes.bucket}, ${likes.activityId}, ${likes.userId} limit ${sql.raw(String(comparedLikes))})
      ) candidate
      order by candidate.created_at desc limit ${sql.raw(String(maximumLikers))}
    ) newest where notification.kind = 'LIKE'
  ) liker`;

const place = sql`(notification.recipient_id, notification.id)`;

/** Whether a notification is one of the person's between two ids. */
function isBetween(from: SQL, to: SQL): SQL {
  return sql`${place} > (${me}, ${from}) and ${place} < (${me}, ${to})`;
}

type Wanted = { where: SQL; limit: number };

/** The notifications that the person sees, newest first; `more` joins what else is selected of each. */
function visibleNotifications({ where, limit }: Wanted, more = sql``): SQL {
  return sql`from ${notifications} notification
    cross join lateral (${activity}) activity ${more}
    where ${where} and notification.expires_at > ${now}
      and ${isInThread}
      and case when notification.kind = 'LIKE' then exists (select 1 ${seenLikes}) else ${isSeen(sql`activity.author_id`)} end
    order by notification.recipient_id desc, notification.id desc limit ${sql.raw(String(limit))}`;
}

const author = sql`cross join lateral (
    select ${sql.join(Object.values(authorColumns), sql`, `)} from ${users} where ${users.id} = activity.author_id limit 1
  ) author`;

const joined = sql`${author} ${likers}`;

const ownLikes = sql`(select count(*)::int from ${likes}
  where ${likes.bucket} = activity.bucket and ${likes.activityId} = activity.id and ${likes.userId} = ${me})`;

/** The columns that `readNotification` reads. */
const result = sql`${activityResult("activity", "author")}, notification.id, notification.kind, notification.created_at,
  notification.id <= ${readUpTo}, liker.ids, activity.likes_count - ${ownLikes}`;

const notificationPage = preparedStatements(
  (first: number) => `notifications_${first}`,
  (first) => {
    const where = isBetween(oldest, sql`${sql.placeholder("after")}::uuid`);
    return sql`select ${result} ${visibleNotifications({ where, limit: first + 1 }, joined)}`;
  },
);

const notificationById = preparedStatement("notification_by_id", () => {
  const where = sql`${place} = (${me}, ${sql.placeholder("id")}::uuid)`;
  return sql`select ${result} ${visibleNotifications({ where, limit: 1 }, joined)}`;
});

const unreadCount = preparedStatement("unread_notifications", () => {
  const where = isBetween(readUpTo, sql.raw(`'${newestId}'::uuid`));
  return sql`select count(*)::int from (select 1 ${visibleNotifications({ where, limit: maximumUnread })}) unread`;
});

function readNotification(row: RawRow): StoredNotification {
  const [id, kind, createdAt, isRead, likerIds, likesCount] = row.slice(resultLength);
  return {
    id: String(id),
    kind: readKind(kind),
    createdAt: new Date(String(createdAt)),
    isRead: isRead === true,
    activity: readResult(row),
    likerIds: typeof likerIds === "string" ? likerIds.split(",") : [],
    likesCount: Number(likesCount),
  };
}

function readKind(column: unknown): StoredNotification["kind"] {
  const kind = notifications.kind.enumValues.find((each) => each === column);
  if (kind === undefined) throw new Error(`No notification is a ${String(column)}.`);
  return kind;
}
