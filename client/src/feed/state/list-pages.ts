import type { ActivityPageFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { listIn, union, withKnown, withList } from "./feed-state.ts";
import type { FeedState, ListName, ListPage } from "./feed-state.ts";

/** A page of the list has been asked for. */
export function asked(feed: FeedState, list: ListName): FeedState {
  const { phase } = listIn(feed, list);
  const retryOf = phase.is === "failed" && { retryOf: phase.failure };
  return withList(feed, list, { phase: { is: "loading", ...retryOf } });
}

export function failed(feed: FeedState, list: ListName, failure: GraphQLFailure): FeedState {
  return withList(feed, list, { phase: { is: "failed", failure } });
}

export function missing(feed: FeedState, list: ListName): FeedState {
  return withList(feed, list, { phase: { is: "missing" } });
}

/** The next page has come. */
export function pageCame(feed: FeedState, list: ListName, answer: ListPage): FeedState {
  return withPage(withHead(feed, list, answer), list, listIn(feed, list).ids, answer.page);
}

/** The list's beginning has come, in place of what was read before. */
export function listCameAnew(feed: FeedState, list: ListName, answer: ListPage): FeedState {
  return withPage(withHead(feed, list, answer), list, [], answer.page);
}

function withHead(feed: FeedState, list: ListName, { author, activity, replyTo }: ListPage): FeedState {
  const head = [activity, replyTo].filter((one) => one !== undefined && one !== null);
  return withList(withKnown(feed, head), list, { ...(author && { author }), replyToId: replyTo?.id });
}

/** A page behind what is there. An activity that is listed already (one's own, at the top) is not listed twice. */
export function withPage(
  feed: FeedState,
  list: ListName,
  before: readonly string[],
  { edges, pageInfo }: ActivityPageFieldsFragment,
): FeedState {
  const nodes = edges.map(({ node }) => node);
  const ids = nodes.map(({ id }) => id);
  return withList(withKnown(feed, nodes), list, {
    ids: union(before, ids),
    phase: { is: "idle" },
    nextAfter: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  });
}
