import type { Page } from "../../graphql/paging/page-arguments.ts";
import type { FeedContext } from "../context.ts";
import type { Activity } from "../model/activity.type.ts";
import { type FeedViewer, withoutHidden } from "../model/feed-viewer.ts";
import { readHomePage, readHomePageWithoutHidden } from "./read-page.ts";

/**
 * A page of the home feed, with one row more where there are more. All viewers share the cached page. From a viewer who
 * hides some of its authors these rows are removed, and the page is filled up from the rows after it.
 */
export async function readHomeFeed(
  context: Pick<FeedContext, "read" | "pageCache" | "cachePolicy">,
  viewer: FeedViewer,
  page: Page,
): Promise<readonly Activity[]> {
  const key = `${viewer.kind} ${page.first} ${page.after}`;
  const readShared = async () => await context.read(async (db) => await readHomePage(db, viewer, page));
  const shared = await context.pageCache.read(key, readShared, context.cachePolicy);
  const visible = await withoutHidden(viewer, shared, "LIST");
  const last = shared.at(-1);
  if (visible.length === shared.length || shared.length <= page.first || !last) return visible;
  const rest = { first: page.first, after: last.id };
  const more = await context.read(async (db) => await readHomePageWithoutHidden(db, viewer, rest));
  return [...visible, ...more].slice(0, page.first + 1);
}
