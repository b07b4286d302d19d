import { expect, test } from "vitest";
import type { ActivityFieldsFragment } from "../../generated/types.ts";
import { emptyFeed, feedAfter } from "./feed-state.ts";
import type { FeedEvent } from "./feed-state.ts";

function activity(id: string): ActivityFieldsFragment {
  return {
    id,
    message: id,
    createdAt: "2026-11-23T12:00:00.000Z",
    expiresAt: "2026-11-30T12:00:00.000Z",
    audience: "PUBLIC",
    likesCount: 0,
    repliesCount: 0,
    viewerHasLiked: false,
    author: { id: "u", handle: "worf", name: "Worf", bio: null },
  };
}

function page(ids: string[], endCursor: string | null): FeedEvent {
  return {
    type: "pageCame",
    page: {
      edges: ids.map((id) => ({ cursor: id, node: activity(id) })),
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
    },
  };
}

function feedOf(...events: FeedEvent[]) {
  const feed = events.reduce(feedAfter, emptyFeed);
  return { ...feed, ids: feed.activities.map(({ id }) => id) };
}

test("pages follow each other until the last", () => {
  expect(feedOf(page(["c", "b"], "b"))).toMatchObject({
    ids: ["c", "b"],
    nextAfter: "b",
    phase: { is: "idle" },
  });
  expect(feedOf(page(["c", "b"], "b"), page(["a"], null))).toMatchObject({
    ids: ["c", "b", "a"],
    nextAfter: undefined,
  });
});

test("a post of one's own stands at the top, once, whichever of the answers comes first", () => {
  expect(feedOf(page(["b"], null), { type: "posted", activity: activity("c") }).ids).toEqual(["c", "b"]);
  expect(feedOf(page(["c", "b"], null), { type: "posted", activity: activity("c") }).ids).toEqual(["c", "b"]);
  expect(feedOf({ type: "posted", activity: activity("c") }, page(["c", "b"], null)).ids).toEqual(["c", "b"]);
});

test("a page that fails keeps what is there and where to go on", () => {
  const failed: FeedEvent = { type: "failed", failure: { kind: "unreachable" } };
  expect(feedOf(page(["b"], "b"), failed)).toMatchObject({
    ids: ["b"],
    nextAfter: "b",
    phase: { is: "failed" },
  });
});

test("the failure stays known while the page is asked for again", () => {
  const failure = { kind: "unreachable" } as const;
  expect(feedOf({ type: "failed", failure }, { type: "asked" }).phase).toEqual({
    is: "loading",
    retryOf: failure,
  });
  expect(feedOf({ type: "failed", failure }, { type: "asked" }, page([], null)).phase).toEqual({
    is: "idle",
  });
});
