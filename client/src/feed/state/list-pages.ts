import type { ActivityPageFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { getList, union, withActivities, withList } from "./feed-state.ts";
import type { FeedState, ListName, ListPage } from "./feed-state.ts";

export function pageRequested(feed: FeedState, list: ListName): FeedState {
  const { status } = getList(feed, list);
  const retryOf = status.kind === "failed" && { retryOf: status.failure };
  return withList(feed, list, { status: { kind: "loading", ...retryOf } });
}

export function pageFailed(feed: FeedState, list: ListName, failure: GraphQLFailure): FeedState {
  return withList(feed, list, { status: { kind: "failed", failure } });
}

export function listNotFound(feed: FeedState, list: ListName): FeedState {
  return withList(feed, list, { status: { kind: "notFound" } });
}

/** Appends the next page. */
export function pageLoaded(feed: FeedState, list: ListName, result: ListPage): FeedState {
  return appendPage(withListDetails(feed, list, result), list, getList(feed, list).ids, result.page);
}

/** Replaces the list with its first page. */
export function listReloaded(feed: FeedState, list: ListName, result: ListPage): FeedState {
  return appendPage(withListDetails(feed, list, result), list, [], result.page);
}

function withListDetails(
  feed: FeedState,
  list: ListName,
  { author, activity, replyTo }: ListPage,
): FeedState {
  const received = [activity, replyTo].filter((each) => each !== undefined && each !== null);
  return withList(withActivities(feed, received), list, {
    ...(author && { author }),
    replyToId: replyTo?.id,
  });
}

/** Appends a page to the ids before it. An activity that is listed already (the viewer's own, at the top) is skipped. */
export function appendPage(
  feed: FeedState,
  list: ListName,
  before: readonly string[],
  { edges, pageInfo }: ActivityPageFieldsFragment,
): FeedState {
  const nodes = edges.map(({ node }) => node);
  const ids = nodes.map(({ id }) => id);
  return withList(withActivities(feed, nodes), list, {
    ids: union(before, ids),
    status: { kind: "idle" },
    nextAfter: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  });
}
