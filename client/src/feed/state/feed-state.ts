import type { TypedDocumentNode } from "urql";
import type {
  ActivityFieldsFragment,
  ActivityPageFieldsFragment,
  ProblemFieldsFragment,
  ProfileQuery,
  RejectedFieldsFragment,
} from "../../../generated/types.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";

/** A list of activities: the home feed, the posts or replies of a user (by handle), or the replies to an activity (by id). */
export type ListName = "home" | `by:${string}` | `repliesBy:${string}` | `to:${string}`;

/** The loaded part of a list. */
export interface ActivityList {
  ids: readonly string[];
  status:
    | { kind: "loading"; retryOf?: GraphQLFailure }
    | { kind: "idle" }
    | { kind: "failed"; failure: GraphQLFailure }
    /** The user does not exist, or the activity is gone. */
    | { kind: "notFound" };
  /** The cursor of the next page; undefined before the first page and after the last. */
  nextAfter: string | undefined;
  /** The author of the posts, in a list `by:` or `repliesBy:`. */
  author?: Author;
}

export type Author = Omit<NonNullable<ProfileQuery["user"]>, "activities">;

/** A page of a list, with what the API returns beside it. */
export interface ListPage {
  page: ActivityPageFieldsFragment;
  author?: Author;
  /** What the replies are for, and what is above it in its thread, from the top down. */
  thread?: { activity: ActivityFieldsFragment; ancestors: readonly ActivityFieldsFragment[] };
  /** By id of an activity of the page: the first of its replies. */
  replies?: ReadonlyMap<string, ActivityPageFieldsFragment>;
  /** By id of an activity of the page: what it replies to. */
  parents?: ReadonlyMap<string, ActivityFieldsFragment>;
}

/** Why a mutation had no effect. */
export type MutationFailure =
  { kind: "rejected"; problem: ProblemFieldsFragment } | { kind: "failed"; failure: GraphQLFailure };

export type Rejected = { __typename: "Rejected" } & RejectedFieldsFragment;
export type SavedActivity = { __typename: "Activity" } & ActivityFieldsFragment;

/** A mutation with one input, which leads to a state or is rejected. */
export type MutationDocument<Input, State> = TypedDocumentNode<
  Record<string, State | Rejected>,
  { input: Input }
>;

/** A mutation that changes one activity. */
export interface ActivityChange {
  /** A change and its opposite have one kind: on an activity they are sent one after the other, and the last one wins. */
  kind: string;
  document: MutationDocument<{ activityId: string }, SavedActivity>;
  /** The fields of the API's last response that it will change, with their new values. */
  patch: (activity: ActivityFieldsFragment) => Partial<ActivityFieldsFragment>;
}

/** An activity of the viewer's that is being sent, and the list that it will be in. */
export interface Outgoing {
  activity: ActivityFieldsFragment;
  list: ListName;
}

/** What the viewer has done about another user. */
export interface Relation {
  isBlocked: boolean;
  isMuted: boolean;
}

/**
 * All activities that one identity has loaded, each stored once, and separately the viewer's changes that the API has not
 * confirmed yet. When a mutation fails its change is dropped, and the API's last response shows again.
 */
export interface FeedState {
  /** By id, as last received from the API. */
  activities: ReadonlyMap<string, ActivityFieldsFragment>;
  lists: ReadonlyMap<ListName, ActivityList>;
  /** By id of a reply: the id of what it replies to, as far as that is known. */
  parents: ReadonlyMap<string, string>;
  /** Newest first. */
  outgoing: readonly Outgoing[];
  /** Mutations that the API has not confirmed yet, by activity id and by kind, e.g. "like". */
  inFlight: ReadonlyMap<string, ReadonlyMap<string, ActivityChange | "deletion">>;
  /** Ids of activities that the API no longer has. */
  gone: ReadonlySet<string>;
  /** By user id, as far as they are known: they hide activities that were loaded before. */
  relations: ReadonlyMap<string, Relation>;
  /** By activity id, why the last mutation failed. */
  failures: ReadonlyMap<string, MutationFailure>;
  /** Ids of posts received since the home feed was loaded, newest first, until the reader asks for them. */
  pendingPosts: readonly string[];
  /** The newest page, where too many posts were missed for it to overlap with the home feed. */
  pendingPage: ActivityPageFieldsFragment | undefined;
}

export const emptyFeed: FeedState = {
  activities: new Map(),
  lists: new Map(),
  parents: new Map(),
  outgoing: [],
  inFlight: new Map(),
  gone: new Set(),
  relations: new Map(),
  failures: new Map(),
  pendingPosts: [],
  pendingPage: undefined,
};

const unloadedList: ActivityList = { ids: [], status: { kind: "loading" }, nextAfter: undefined };

export function getList(feed: FeedState, name: ListName): ActivityList {
  return feed.lists.get(name) ?? unloadedList;
}

/** The failure of a list, also while it is retried: the button that was pressed must stay, because it has the focus. */
export function listFailure({ status }: ActivityList): GraphQLFailure | undefined {
  if (status.kind === "failed") return status.failure;
  return status.kind === "loading" ? status.retryOf : undefined;
}

/** Returns the next state; never changes the one it gets. */
export type FeedUpdate = (feed: FeedState) => FeedState;

export function withList(feed: FeedState, name: ListName, change: Partial<ActivityList>): FeedState {
  return { ...feed, lists: new Map(feed.lists).set(name, { ...getList(feed, name), ...change }) };
}

export function withActivities(feed: FeedState, received: readonly ActivityFieldsFragment[]): FeedState {
  if (received.length === 0) return feed;
  const activities = new Map(feed.activities);
  for (const activity of received) activities.set(activity.id, activity);
  return { ...feed, activities };
}

/** Adds what replies are for. */
export function withParents(
  feed: FeedState,
  parents: Iterable<readonly [reply: string, parent: string]>,
): FeedState {
  return { ...feed, parents: new Map([...feed.parents, ...parents]) };
}

/** The id of the activity that a list of replies is for. */
export function repliesTo(list: ListName): string | undefined {
  return list.startsWith("to:") ? list.slice("to:".length) : undefined;
}

/** All ids without duplicates, in the order of their first occurrence. */
export function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}
