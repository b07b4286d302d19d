import type { ActivityFieldsFragment, HomeFeedQuery } from "../../generated/types.ts";
import type { GraphQLFailure } from "../graphql-failure.ts";

/** The feed as far as it has been read. */
export interface FeedState {
  activities: readonly ActivityFieldsFragment[];
  phase:
    { is: "loading"; retryOf?: GraphQLFailure } | { is: "idle" } | { is: "failed"; failure: GraphQLFailure };
  /** Where the next page begins; nothing before the first page and after the last. */
  nextAfter: string | undefined;
}

export type FeedEvent =
  | { type: "asked" }
  | { type: "pageCame"; page: HomeFeedQuery["homeFeed"] }
  | { type: "failed"; failure: GraphQLFailure }
  | { type: "posted"; activity: ActivityFieldsFragment };

export const emptyFeed: FeedState = { activities: [], phase: { is: "loading" }, nextAfter: undefined };

/** The feed after an event. A post that is here already (our own, at the top) is not listed twice. */
export function feedAfter(feed: FeedState, event: FeedEvent): FeedState {
  switch (event.type) {
    case "asked":
      return {
        ...feed,
        phase: { is: "loading", ...(feed.phase.is === "failed" && { retryOf: feed.phase.failure }) },
      };
    case "failed":
      return { ...feed, phase: { is: "failed", failure: event.failure } };
    case "posted":
      return {
        ...feed,
        activities: [event.activity, ...feed.activities.filter(({ id }) => id !== event.activity.id)],
      };
    case "pageCame": {
      const known = new Set(feed.activities.map(({ id }) => id));
      const { edges, pageInfo } = event.page;
      return {
        activities: [...feed.activities, ...edges.map(({ node }) => node).filter(({ id }) => !known.has(id))],
        phase: { is: "idle" },
        nextAfter: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
      };
    }
  }
}
