import type { Database } from "../../database/database.ts";
import { maximumPageSize, type Page } from "../../graphql/paging/page-arguments.ts";
import type { Activity } from "../model/activity.type.ts";
import type { FeedViewer } from "../model/feed-viewer.ts";
import { readCurrentThreads } from "./current-threads.ts";
import { readRepliesOf } from "./read-page.ts";

/**
 * The replies of one author that the viewer may read, newest first, with one row more where there are more. Those below an
 * activity that was deleted are left out; pages are read until there are enough others.
 */
export async function readVisibleRepliesOf(
  db: Database,
  author: Activity["author"],
  viewer: FeedViewer,
  { first, after }: Page,
): Promise<Activity[]> {
  const visible: Activity[] = [];
  for (let page: Page = { first, after }; ;) {
    const rows = await readRepliesOf(db, author, viewer, page);
    visible.push(...(await onlyCurrent(db, rows, viewer.now)));
    if (rows.length <= page.first || visible.length > first) return visible.slice(0, first + 1);
    page = { first: maximumPageSize, after: rows.at(-1)?.id };
  }
}

/** Those of the replies that have nothing above them that has expired or was deleted. */
async function onlyCurrent(db: Database, replies: Activity[], now: Date): Promise<Activity[]> {
  const parents = replies.flatMap(({ bucket, replyToId }) =>
    replyToId === null ? [] : [{ bucket, id: replyToId }],
  );
  const current = await readCurrentThreads(db, parents, now);
  return replies.filter(({ replyToId }) => replyToId !== null && current.has(replyToId));
}
