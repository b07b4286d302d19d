import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../../generated/types.ts";
import { getList, union, withActivities, withList } from "./feed-state.ts";
import type { FeedState } from "./feed-state.ts";
import { appendPage } from "./list-pages.ts";

/** Adds new posts to the pending ones, except those that are listed already or gone. */
export function postsReceived(feed: FeedState, activities: readonly ActivityFieldsFragment[]): FeedState {
  const known = new Set([...getList(feed, "home").ids, ...feed.pendingPosts]);
  const posts = activities.filter(({ id }) => !known.has(id) && !feed.gone.has(id));
  if (posts.length === 0) return feed;
  return {
    ...withActivities(feed, posts),
    pendingPosts: [...posts.map(({ id }) => id), ...feed.pendingPosts],
  };
}

/** Adds the posts of the newest page to the pending ones, after a time without a stream. */
export function newestPageLoaded(feed: FeedState, page: ActivityPageFieldsFragment): FeedState {
  const nodes = page.edges.map(({ node }) => node);
  const known = new Set([...getList(feed, "home").ids, ...feed.pendingPosts]);
  const overlaps = !page.pageInfo.hasNextPage || nodes.some(({ id }) => known.has(id));
  const next = postsReceived(withActivities(feed, nodes), nodes);
  return overlaps ? next : { ...next, pendingPage: page };
}

/** Moves the pending posts to the top of the home feed. */
export function pendingPostsShown(feed: FeedState): FeedState {
  const { pendingPage, pendingPosts } = feed;
  const ids = union(pendingPosts, getList(feed, "home").ids);
  const cleared = { ...feed, pendingPosts: [], pendingPage: undefined };
  if (!pendingPage) return withList(cleared, "home", { ids });
  // Posts that arrived after the page was loaded go above it: ids are UUIDv7, which sort by time.
  const newestOfPage = pendingPage.edges[0]?.node.id ?? "";
  const newer = ids.filter((id) => id > newestOfPage);
  return appendPage(cleared, "home", newer, pendingPage);
}
