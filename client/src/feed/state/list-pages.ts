import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { getList, repliesTo, union, withActivities, withList, withParents } from "./feed-state.ts";
import type { FeedState, ListName, ListPage } from "./feed-state.ts";
import { relationChanged } from "./relations.ts";

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
  { page, author, thread, replies, parents }: ListPage,
): FeedState {
  let next = withActivities(feed, [...(parents?.values() ?? [])]);
  if (parents)
    next = withParents(
      next,
      [...parents].map(([id, parent]) => [id, parent.id]),
    );
  if (thread) next = withThread(next, [...thread.ancestors, thread.activity]);
  const parentId = repliesTo(list);
  if (parentId !== undefined)
    next = withParents(
      next,
      page.edges.map(({ node }) => [node.id, parentId]),
    );
  for (const [id, first] of replies ?? []) next = withFirstReplies(next, id, first);
  if (!author) return next;
  const { id, viewerHasBlocked: isBlocked, viewerHasMuted: isMuted } = author;
  return withList(relationChanged(next, id, { isBlocked, isMuted }), list, { author });
}

/** Adds the activities of a thread from the top down: each one replies to the one before. */
function withThread(feed: FeedState, chain: readonly ActivityFieldsFragment[]): FeedState {
  const pairs = chain.slice(1).map((reply, index) => [reply.id, chain[index]?.id ?? ""] as const);
  return withParents(withActivities(feed, chain), pairs);
}

/** The first replies to a reply. More of them that were loaded before stay. */
function withFirstReplies(feed: FeedState, id: string, page: ActivityPageFieldsFragment): FeedState {
  const list: ListName = `to:${id}`;
  const { ids, nextAfter } = getList(feed, list);
  const next = withParents(
    appendPage(feed, list, [], page),
    page.edges.map(({ node }) => [node.id, id]),
  );
  const received = getList(next, list);
  if (ids.length <= received.ids.length) return next;
  return withList(next, list, { ids: union(received.ids, ids), nextAfter });
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
