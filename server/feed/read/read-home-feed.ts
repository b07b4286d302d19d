import type { Page } from "../../graphql/paging/page-arguments.ts";
import type { FeedContext } from "../context.ts";
import type { Activity } from "../model/activity.type.ts";
import { type FeedViewer, withoutHidden } from "../model/feed-viewer.ts";
import { readHomePage, readHomePageWithoutHidden } from "./read-page.ts";

type HomeFeedContext = Pick<FeedContext, "read" | "pageCache" | "cachePolicy">;

/** From how many cached pages one is filled up before the database filters. */
const sharedPages = 2;

/**
 * A page of the home feed, with one row more where there are more. All viewers share the cached pages. For a viewer who
 * hides some of the authors these rows are removed, and the page is filled up from the next one; where most are hidden,
 * by a statement that filters.
 */
export async function readHomeFeed(
  context: HomeFeedContext,
  viewer: FeedViewer,
  { first, after }: Page,
): Promise<readonly Activity[]> {
  const visible: Activity[] = [];
  let last = after;
  for (let number = 0; number < sharedPages; number += 1) {
    const rows = await readShared(context, viewer, { first, after: last });
    const listed = await withoutHidden(viewer, rows, "LIST");
    if (listed.length === rows.length && visible.length === 0) return listed;
    const isEnd = rows.length <= first;
    if (isEnd || visible.length + listed.length > first) return [...visible, ...listed].slice(0, first + 1);
    // The row more is the first one of the next page.
    const extra = rows.at(-1);
    visible.push(...listed.filter((row) => row !== extra));
    last = rows.at(-2)?.id;
  }
  const rest = { first, after: last };
  const more = await context.read(async (db) => await readHomePageWithoutHidden(db, viewer, rest));
  return [...visible, ...more].slice(0, first + 1);
}

async function readShared(
  { read, pageCache, cachePolicy }: HomeFeedContext,
  viewer: FeedViewer,
  page: Page,
): Promise<readonly Activity[]> {
  const key = `${viewer.kind} ${page.first} ${page.after}`;
  const readRows = async () => await read(async (db) => await readHomePage(db, viewer, page));
  return await pageCache.read(key, readRows, cachePolicy);
}
