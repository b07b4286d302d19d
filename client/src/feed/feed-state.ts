import type {
  ActivityFieldsFragment,
  ActivityPageFieldsFragment,
  ProblemFieldsFragment,
  UserQuery,
} from "../../generated/types.ts";
import type { GraphQLFailure } from "../graphql-failure.ts";

/** A list of activities: the home feed, a person's posts, or what was replied to an activity. */
export type ListName = "home" | `by:${string}` | `to:${string}`;

/** A list as far as it has been read. */
export interface ActivityList {
  ids: readonly string[];
  phase:
    | { is: "loading"; retryOf?: GraphQLFailure }
    | { is: "idle" }
    | { is: "failed"; failure: GraphQLFailure }
    /** There is no such person, or the activity is gone. */
    | { is: "missing" };
  /** Where the next page begins; nothing before the first page and after the last. */
  nextAfter: string | undefined;
  /** Whose posts they are. */
  author?: Author;
  /** What the activity whose replies they are replies to itself. */
  replyToId?: string | undefined;
}

export type Author = Omit<NonNullable<UserQuery["user"]>, "activities">;

/** A page of a list, and what heads it. */
export interface ListPage {
  page: ActivityPageFieldsFragment;
  author?: Author;
  activity?: ActivityFieldsFragment;
  replyTo?: ActivityFieldsFragment | null;
}

/** Why the API did not do what was asked. */
export type Refusal =
  { kind: "rejected"; problem: ProblemFieldsFragment } | { kind: "failed"; failure: GraphQLFailure };

/** An activity of the viewer's that is on its way to the API, and where it is going to stand. */
export interface Unsent {
  activity: ActivityFieldsFragment;
  list: ListName;
}

/**
 * All activities that one identity has read, each held once, and apart from them what it has asked for and not been
 * told yet. A refusal drops the wish, and what the API said last shows again.
 */
export interface FeedState {
  /** As the API told last. */
  known: ReadonlyMap<string, ActivityFieldsFragment>;
  lists: ReadonlyMap<ListName, ActivityList>;
  /** Newest first. */
  unsent: readonly Unsent[];
  /** Whether the viewer wants to like it. */
  likes: ReadonlyMap<string, boolean>;
  /** What is being deleted. */
  deleting: ReadonlySet<string>;
  /** What the API does not have any more. */
  gone: ReadonlySet<string>;
  /** What went wrong with an activity last. */
  refusals: ReadonlyMap<string, Refusal>;
  /** Posts that have come since the home feed was read, newest first, until they are asked for. */
  news: readonly string[];
  /** The newest page, where so much has come since that it does not reach down to the list. */
  newestPage: ActivityPageFieldsFragment | undefined;
}

export type FeedEvent =
  | { type: "asked"; list: ListName }
  /** `anew`: from the list's beginning, in place of what was read before. */
  | ({ type: "pageCame"; list: ListName; anew: boolean } & ListPage)
  | { type: "missing"; list: ListName }
  | { type: "failed"; list: ListName; failure: GraphQLFailure }
  | { type: "told"; activities: readonly ActivityFieldsFragment[] }
  | { type: "sending"; unsent: Unsent }
  | { type: "sent"; unsentId: string; activity: ActivityFieldsFragment }
  | { type: "notSent"; unsentId: string }
  | { type: "likeWanted"; id: string; wanted: boolean }
  | { type: "likeSettled"; id: string }
  | { type: "deleting"; id: string }
  | { type: "deleted"; id: string }
  | { type: "gone"; id: string }
  | { type: "refused"; id: string; refusal: Refusal }
  | { type: "newsCame"; activities: readonly ActivityFieldsFragment[] }
  | { type: "newestCame"; page: ActivityPageFieldsFragment }
  | { type: "newsShown" };

export const emptyFeed: FeedState = {
  known: new Map(),
  lists: new Map(),
  unsent: [],
  likes: new Map(),
  deleting: new Set(),
  gone: new Set(),
  refusals: new Map(),
  news: [],
  newestPage: undefined,
};

const unread: ActivityList = { ids: [], phase: { is: "loading" }, nextAfter: undefined };

export function listIn(feed: FeedState, name: ListName): ActivityList {
  return feed.lists.get(name) ?? unread;
}

/** The feed after an event. */
export function feedAfter(feed: FeedState, event: FeedEvent): FeedState {
  switch (event.type) {
    case "asked": {
      const { phase } = listIn(feed, event.list);
      const retryOf = phase.is === "failed" && { retryOf: phase.failure };
      return withList(feed, event.list, { phase: { is: "loading", ...retryOf } });
    }
    case "failed":
      return withList(feed, event.list, { phase: { is: "failed", failure: event.failure } });
    case "missing":
      return withList(feed, event.list, { phase: { is: "missing" } });
    case "pageCame":
      return withPage(
        withHead(feed, event),
        event.list,
        event.anew ? [] : listIn(feed, event.list).ids,
        event.page,
      );
    case "told":
      return withKnown(feed, event.activities);
    case "sending":
      return { ...feed, unsent: [event.unsent, ...feed.unsent] };
    case "notSent":
      return withoutUnsent(feed, event.unsentId);
    case "sent":
      return afterSent(feed, event.unsentId, event.activity);
    case "likeWanted":
      return {
        ...feed,
        likes: new Map(feed.likes).set(event.id, event.wanted),
        refusals: without(feed.refusals, event.id),
      };
    case "likeSettled":
      return { ...feed, likes: without(feed.likes, event.id) };
    case "deleting":
      return {
        ...feed,
        deleting: new Set(feed.deleting).add(event.id),
        refusals: without(feed.refusals, event.id),
      };
    case "deleted":
      return withoutActivity(feed, event.id);
    case "gone":
      return {
        ...feed,
        gone: new Set(feed.gone).add(event.id),
        likes: without(feed.likes, event.id),
        deleting: withoutMember(feed.deleting, event.id),
      };
    case "refused":
      return {
        ...feed,
        likes: without(feed.likes, event.id),
        deleting: withoutMember(feed.deleting, event.id),
        refusals: new Map(feed.refusals).set(event.id, event.refusal),
      };
    case "newsCame":
      return withNews(feed, event.activities);
    case "newestCame":
      return afterNewest(feed, event.page);
    case "newsShown":
      return afterNewsShown(feed);
  }
}

function withList(feed: FeedState, name: ListName, change: Partial<ActivityList>): FeedState {
  return { ...feed, lists: new Map(feed.lists).set(name, { ...listIn(feed, name), ...change }) };
}

function withKnown(feed: FeedState, activities: readonly ActivityFieldsFragment[]): FeedState {
  if (activities.length === 0) return feed;
  const known = new Map(feed.known);
  for (const activity of activities) known.set(activity.id, activity);
  return { ...feed, known };
}

function withHead(
  feed: FeedState,
  { list, author, activity, replyTo }: ListPage & { list: ListName },
): FeedState {
  const head = [activity, replyTo].filter((one) => one !== undefined && one !== null);
  return withList(withKnown(feed, head), list, { ...(author && { author }), replyToId: replyTo?.id });
}

/** A page behind what is there. An activity that is listed already (one's own, at the top) is not listed twice. */
function withPage(
  feed: FeedState,
  name: ListName,
  before: readonly string[],
  { edges, pageInfo }: ActivityPageFieldsFragment,
): FeedState {
  const nodes = edges.map(({ node }) => node);
  return withList(withKnown(feed, nodes), name, {
    ids: union(
      before,
      nodes.map(({ id }) => id),
    ),
    phase: { is: "idle" },
    nextAfter: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  });
}

/** In place of what was shown for it stands what the API has made of it. */
function afterSent(feed: FeedState, unsentId: string, activity: ActivityFieldsFragment): FeedState {
  const list = feed.unsent.find((unsent) => unsent.activity.id === unsentId)?.list;
  let next = withKnown(withoutUnsent(feed, unsentId), [activity]);
  if (list === undefined) return next;
  next = withList(next, list, { ids: union([activity.id], listIn(next, list).ids) });
  const parent = list.startsWith("to:") ? next.known.get(list.slice("to:".length)) : undefined;
  if (parent) next = withKnown(next, [{ ...parent, repliesCount: parent.repliesCount + 1 }]);
  return { ...next, news: next.news.filter((id) => id !== activity.id) };
}

function withoutUnsent(feed: FeedState, id: string): FeedState {
  return { ...feed, unsent: feed.unsent.filter(({ activity }) => activity.id !== id) };
}

function withoutActivity(feed: FeedState, id: string): FeedState {
  const lists = new Map(feed.lists);
  for (const [name, list] of lists) {
    if (!list.ids.includes(id)) continue;
    lists.set(name, { ...list, ids: list.ids.filter((other) => other !== id) });
  }
  let next: FeedState = {
    ...feed,
    known: without(feed.known, id),
    lists,
    deleting: withoutMember(feed.deleting, id),
    gone: new Set(feed.gone).add(id),
    news: feed.news.filter((other) => other !== id),
  };
  for (const [name, list] of feed.lists) {
    const parent =
      name.startsWith("to:") && list.ids.includes(id) && next.known.get(name.slice("to:".length));
    if (parent) next = withKnown(next, [{ ...parent, repliesCount: Math.max(0, parent.repliesCount - 1) }]);
  }
  return next;
}

function withNews(feed: FeedState, activities: readonly ActivityFieldsFragment[]): FeedState {
  const listed = new Set([...listIn(feed, "home").ids, ...feed.news]);
  const news = activities.filter(({ id }) => !listed.has(id) && !feed.gone.has(id));
  if (news.length === 0) return feed;
  return { ...withKnown(feed, news), news: [...news.map(({ id }) => id), ...feed.news] };
}

function afterNewest(feed: FeedState, page: ActivityPageFieldsFragment): FeedState {
  const nodes = page.edges.map(({ node }) => node);
  const listed = new Set([...listIn(feed, "home").ids, ...feed.news]);
  const reachesDown = !page.pageInfo.hasNextPage || nodes.some(({ id }) => listed.has(id));
  const next = withNews(withKnown(feed, nodes), nodes);
  return reachesDown ? next : { ...next, newestPage: page };
}

function afterNewsShown(feed: FeedState): FeedState {
  const { newestPage, news } = feed;
  const shown = { ...feed, news: [], newestPage: undefined };
  if (newestPage) {
    // What came after the page was read stands above it: ids are in the order of time.
    const newest = newestPage.edges[0]?.node.id ?? "";
    const newer = union(news, listIn(feed, "home").ids).filter((id) => id > newest);
    return withPage(shown, "home", newer, newestPage);
  }
  return withList(shown, "home", { ids: union(news, listIn(feed, "home").ids) });
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}

function withoutMember(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== member));
}
