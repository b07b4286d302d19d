import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../../generated/types.ts";
import { listIn, union, withKnown, withList } from "./feed-state.ts";
import type { FeedState } from "./feed-state.ts";
import { withPage } from "./list-pages.ts";

/** Posts have come that nobody has asked for yet. */
export function newsCame(feed: FeedState, activities: readonly ActivityFieldsFragment[]): FeedState {
  const listed = new Set([...listIn(feed, "home").ids, ...feed.news]);
  const news = activities.filter(({ id }) => !listed.has(id) && !feed.gone.has(id));
  if (news.length === 0) return feed;
  return { ...withKnown(feed, news), news: [...news.map(({ id }) => id), ...feed.news] };
}

/** The newest page has come, after a time in which nobody told of new posts. */
export function newestCame(feed: FeedState, page: ActivityPageFieldsFragment): FeedState {
  const nodes = page.edges.map(({ node }) => node);
  const listed = new Set([...listIn(feed, "home").ids, ...feed.news]);
  const reachesDown = !page.pageInfo.hasNextPage || nodes.some(({ id }) => listed.has(id));
  const next = newsCame(withKnown(feed, nodes), nodes);
  return reachesDown ? next : { ...next, newestPage: page };
}

/** The reader has asked for what is new: it stands at the top of the home feed. */
export function newsShown(feed: FeedState): FeedState {
  const { newestPage, news } = feed;
  const ids = union(news, listIn(feed, "home").ids);
  const shown = { ...feed, news: [], newestPage: undefined };
  if (!newestPage) return withList(shown, "home", { ids });
  // What came after the page was read stands above it: ids are in the order of time.
  const newest = newestPage.edges[0]?.node.id ?? "";
  const newer = ids.filter((id) => id > newest);
  return withPage(shown, "home", newer, newestPage);
}
