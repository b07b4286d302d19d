import { and, asc, eq, gt } from "drizzle-orm";
import { findPasskeys } from "../auth/passkeys/known-passkeys.ts";
import type { Database, Read } from "../database/database.ts";
import type { Activity } from "../feed/model/activity.type.ts";
import type { FeedViewer } from "../feed/model/feed-viewer.ts";
import { likes } from "../feed/model/likes-table.ts";
import { readNotifications } from "../feed/notifications/read-notifications.ts";
import { readCurrentThreads } from "../feed/read/current-threads.ts";
import { readActivitiesOf } from "../feed/read/read-page.ts";
import { readVisibleRepliesOf } from "../feed/read/replies-of-author.ts";
import { reports } from "../moderation/reports-table.ts";
import { blocks } from "../safety/blocks-table.ts";
import { mutes } from "../safety/mutes-table.ts";
import { listSessions } from "../sessions/sessions.ts";
import { users, type UserRow } from "../users/users-table.ts";
import { exportPageSize, readPages } from "./read-pages.ts";

/** Whose data is exported, and as whom it is read. */
export type Owner = { user: UserRow; viewer: FeedViewer };

/** The lists of an export, in their order: pages of what the file contains. */
export type OwnLists = Record<string, AsyncGenerator<readonly object[]>>;

/** Reads no list before it is asked for its first page. */
export function readOwnLists(read: Read, owner: Owner): OwnLists {
  return {
    sessions: readSessions(read, owner),
    passkeys: readPasskeys(read, owner),
    posts: readPosts(read, owner),
    replies: readReplies(read, owner),
    likes: readLikes(read, owner),
    blockedUsers: readBlocked(read, owner),
    mutedUsers: readMuted(read, owner),
    reports: readOwnReports(read, owner),
    notifications: readOwnNotifications(read, owner),
  };
}

/** Without anything that a token could be made of. */
async function* readSessions(read: Read, { user }: Owner): AsyncGenerator<readonly object[]> {
  const rows = await read(async (db) => await listSessions(db, user.id));
  yield rows.map(({ createdAt, lastSeenAt, device, userAgent, secondFactor }) => ({
    createdAt,
    lastSeenAt,
    device: device ?? userAgent,
    secondFactor,
  }));
}

/** What is known of them here; their keys are the user pool's. */
async function* readPasskeys(read: Read, { user }: Owner): AsyncGenerator<readonly object[]> {
  const rows = await read(async (db) => await findPasskeys(db, user.id));
  yield rows.map(({ name, createdAt, lastUsedAt }) => ({ name, createdAt, lastUsedAt }));
}

async function* readPosts(read: Read, { user, viewer }: Owner): AsyncGenerator<readonly object[]> {
  const page = async (after: string | undefined) =>
    await read(async (db) => await readActivitiesOf(db, user, viewer, { first: exportPageSize - 1, after }));
  for await (const posts of readPages(page, ({ id }) => id)) yield posts.map(toOwnActivity);
}

async function* readReplies(read: Read, { user, viewer }: Owner): AsyncGenerator<readonly object[]> {
  const page = async (after: string | undefined) =>
    await read(
      async (db) => await readVisibleRepliesOf(db, user, viewer, { first: exportPageSize - 1, after }),
    );
  for await (const replies of readPages(page, ({ id }) => id))
    yield replies.map((reply) => ({ ...toOwnActivity(reply), replyToId: reply.replyToId }));
}

function toOwnActivity({ id, message, audience, createdAt, expiresAt, likesCount, repliesCount }: Activity) {
  return { id, message, audience, createdAt, expiresAt, likesCount, repliesCount };
}

/** Those of activities that are still there. */
async function* readLikes(read: Read, { user, viewer }: Owner): AsyncGenerator<readonly object[]> {
  const page = async (after: string | undefined) =>
    await read(async (db) => await likesPage(db, user.id, after));
  for await (const rows of readPages(page, ({ id }) => id)) {
    const current = await read(async (db) => await readCurrentThreads(db, rows, viewer.now));
    yield rows
      .filter(({ id }) => current.has(id))
      .map(({ id, createdAt }) => ({ activityId: id, createdAt }));
  }
}

async function likesPage(db: Database, userId: string, after: string | undefined) {
  const { bucket, activityId, createdAt } = likes;
  return await db
    .select({ bucket, id: activityId, createdAt })
    .from(likes)
    .where(and(eq(likes.userId, userId), after === undefined ? undefined : gt(activityId, after)))
    .orderBy(asc(likes.userId), asc(activityId))
    .limit(exportPageSize);
}

async function* readBlocked(read: Read, { user }: Owner): AsyncGenerator<readonly object[]> {
  const page = async (after: string | undefined) =>
    await read(async (db) => {
      return await db
        .select({ userId: users.id, handle: users.handle, createdAt: blocks.createdAt })
        .from(blocks)
        .innerJoin(users, eq(users.id, blocks.blockedId))
        .where(
          and(eq(blocks.blockerId, user.id), after === undefined ? undefined : gt(blocks.blockedId, after)),
        )
        .orderBy(asc(blocks.blockedId))
        .limit(exportPageSize);
    });
  yield* readPages(page, ({ userId }) => userId);
}

async function* readMuted(read: Read, { user }: Owner): AsyncGenerator<readonly object[]> {
  const page = async (after: string | undefined) =>
    await read(async (db) => {
      return await db
        .select({ userId: users.id, handle: users.handle, createdAt: mutes.createdAt })
        .from(mutes)
        .innerJoin(users, eq(users.id, mutes.mutedId))
        .where(and(eq(mutes.muterId, user.id), after === undefined ? undefined : gt(mutes.mutedId, after)))
        .orderBy(asc(mutes.mutedId))
        .limit(exportPageSize);
    });
  yield* readPages(page, ({ userId }) => userId);
}

/** What the person reported, without what became of it. */
async function* readOwnReports(read: Read, { user }: Owner): AsyncGenerator<readonly object[]> {
  const { id, targetKind, targetId, subjectHandle, reason, details, createdAt } = reports;
  const page = async (after: string | undefined) =>
    await read(async (db) => {
      return await db
        .select({ id, target: targetKind, targetId, subjectHandle, reason, details, createdAt })
        .from(reports)
        .where(and(eq(reports.reporterId, user.id), after === undefined ? undefined : gt(id, after)))
        .orderBy(asc(reports.reporterId), asc(id))
        .limit(exportPageSize);
    });
  yield* readPages(page, (report) => report.id);
}

async function* readOwnNotifications(read: Read, { user, viewer }: Owner): AsyncGenerator<readonly object[]> {
  const size = 100;
  const recipient = { ...viewer, userId: user.id };
  const page = async (after: string | undefined) =>
    await read(async (db) => await readNotifications(db, recipient, { first: size - 1, after }));
  for await (const notifications of readPages(page, ({ id }) => id, size))
    yield notifications.map(({ id, kind, createdAt, isRead, activity, likesCount }) => ({
      id,
      kind,
      createdAt,
      isRead,
      activityId: activity.id,
      ...(kind === "LIKE" ? { likesCount } : { authorHandle: activity.author.handle }),
    }));
}
