import type {
  ActivityFieldsFragment,
  ActivityPageFieldsFragment,
  ProblemFieldsFragment,
  UserQuery,
} from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

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

/** What makes of one state the next. */
export type FeedChange = (feed: FeedState) => FeedState;

export function withList(feed: FeedState, name: ListName, change: Partial<ActivityList>): FeedState {
  return { ...feed, lists: new Map(feed.lists).set(name, { ...listIn(feed, name), ...change }) };
}

export function withKnown(feed: FeedState, activities: readonly ActivityFieldsFragment[]): FeedState {
  if (activities.length === 0) return feed;
  const known = new Map(feed.known);
  for (const activity of activities) known.set(activity.id, activity);
  return { ...feed, known };
}

/** Each once, in the place where it is first. */
export function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}
