import { expect, test } from "vitest";
import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../generated/types.ts";
import { emptyFeed, feedAfter, listIn } from "./feed-state.ts";
import type { FeedEvent, FeedState, ListName, Refusal } from "./feed-state.ts";
import { newsCount, shown, shownIn } from "./shown-activities.ts";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const END = Date.parse("2026-11-30T12:00:00.000Z");

function activity(id: string, some: Partial<ActivityFieldsFragment> = {}): ActivityFieldsFragment {
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
    ...some,
  };
}

function pageOf(ids: readonly string[], endCursor: string | null = null): ActivityPageFieldsFragment {
  return {
    edges: ids.map((id) => ({ cursor: id, node: activity(id) })),
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  };
}

function page(ids: readonly string[], endCursor: string | null = null, list: ListName = "home"): FeedEvent {
  return { type: "pageCame", list, anew: false, page: pageOf(ids, endCursor) };
}

function feedOf(...events: FeedEvent[]): FeedState {
  return events.reduce(feedAfter, emptyFeed);
}

function idsOf(feed: FeedState, list: ListName = "home"): string[] {
  return shownIn(feed, list, NOW).map(({ activity: { id } }) => id);
}

function posting(id: string): FeedEvent {
  return { type: "sending", unsent: { activity: activity(id), list: "home" } };
}

const refusal: Refusal = { kind: "failed", failure: { kind: "unreachable" } };

test("pages follow each other until the last", () => {
  const first = feedOf(page(["c", "b"], "b"));
  expect(idsOf(first)).toEqual(["c", "b"]);
  expect(listIn(first, "home")).toMatchObject({ nextAfter: "b", phase: { is: "idle" } });
  const both = feedOf(page(["c", "b"], "b"), page(["a"]));
  expect(idsOf(both)).toEqual(["c", "b", "a"]);
  expect(listIn(both, "home").nextAfter).toBeUndefined();
});

test("a page that fails keeps what is there and where to go on, also while it is asked for again", () => {
  const failure = { kind: "unreachable" } as const;
  const failed = feedOf(page(["b"], "b"), { type: "failed", list: "home", failure });
  expect(idsOf(failed)).toEqual(["b"]);
  expect(listIn(failed, "home")).toMatchObject({ nextAfter: "b", phase: { is: "failed", failure } });
  const again = feedAfter(failed, { type: "asked", list: "home" });
  expect(listIn(again, "home").phase).toEqual({ is: "loading", retryOf: failure });
});

test("a list that is read anew is as the API has it now", () => {
  const anew: FeedEvent = { type: "pageCame", list: "home", anew: true, page: pageOf(["c", "a"]) };
  expect(idsOf(feedOf(page(["b", "a"]), anew))).toEqual(["c", "a"]);
});

test("what has expired is not shown", () => {
  expect(shownIn(feedOf(page(["a"])), "home", END - 1)).toHaveLength(1);
  expect(shownIn(feedOf(page(["a"])), "home", END)).toHaveLength(0);
});

test("a post stands at the top at once, and gives way to what the API has made of it", () => {
  const sending = feedOf(page(["b"]), posting("x"));
  expect(idsOf(sending)).toEqual(["x", "b"]);
  expect(shownIn(sending, "home", NOW)[0]).toMatchObject({ isUnsent: true });
  const sent = feedAfter(sending, { type: "sent", unsentId: "x", activity: activity("c") });
  expect(idsOf(sent)).toEqual(["c", "b"]);
});

test("a post that is refused is shown no more", () => {
  expect(idsOf(feedOf(page(["b"]), posting("x"), { type: "notSent", unsentId: "x" }))).toEqual(["b"]);
});

test("a post of one's own stands there once, whichever of the answers comes first", () => {
  const sent: FeedEvent = { type: "sent", unsentId: "x", activity: activity("c") };
  expect(idsOf(feedOf(page(["c", "b"]), posting("x"), sent))).toEqual(["c", "b"]);
  expect(idsOf(feedOf(posting("x"), sent, page(["c", "b"])))).toEqual(["c", "b"]);
  const told = feedOf(page(["b"]), posting("x"), { type: "newsCame", activities: [activity("c")] });
  expect(newsCount(told, "u", NOW)).toBe(0);
  expect(newsCount(told, "somebody else", NOW)).toBe(1);
  expect(newsCount(feedAfter(told, sent), "u", NOW)).toBe(0);
});

test("a reply is counted at once, and no more when it is refused", () => {
  const reply: FeedEvent = { type: "sending", unsent: { activity: activity("x"), list: "to:a" } };
  const counted = (feed: FeedState) => shown(feed, "a", NOW)?.activity.repliesCount;
  expect(counted(feedOf(page(["a"]), reply))).toBe(1);
  expect(counted(feedOf(page(["a"]), reply, { type: "notSent", unsentId: "x" }))).toBe(0);
  const sent = feedOf(page(["a"]), reply, { type: "sent", unsentId: "x", activity: activity("r") });
  expect(counted(sent)).toBe(1);
  expect(idsOf(sent, "to:a")).toEqual(["r"]);
  expect(counted(feedAfter(sent, { type: "deleted", id: "r" }))).toBe(0);
});

test("a like is counted at once, and a refusal shows what the API said last, whatever came meanwhile", () => {
  const wanted: FeedEvent = { type: "likeWanted", id: "a", wanted: true };
  expect(shown(feedOf(page(["a"]), wanted), "a", NOW)?.activity).toMatchObject({
    likesCount: 1,
    viewerHasLiked: true,
  });
  const told: FeedEvent = { type: "told", activities: [activity("a", { likesCount: 7 })] };
  const refused = feedOf(page(["a"]), wanted, told, { type: "refused", id: "a", refusal });
  expect(shown(refused, "a", NOW)).toMatchObject({
    activity: { likesCount: 7, viewerHasLiked: false },
    refusal,
  });
});

test("what is deleted goes at once, and comes back in its place when that is refused", () => {
  const deleting: FeedEvent = { type: "deleting", id: "b" };
  expect(idsOf(feedOf(page(["c", "b", "a"]), deleting))).toEqual(["c", "a"]);
  const refused = feedOf(page(["c", "b", "a"]), deleting, { type: "refused", id: "b", refusal });
  expect(idsOf(refused)).toEqual(["c", "b", "a"]);
  expect(idsOf(feedOf(page(["c", "b", "a"]), deleting, { type: "deleted", id: "b" }))).toEqual(["c", "a"]);
});

test("new posts wait until they are asked for, each once", () => {
  const came: FeedEvent = { type: "newsCame", activities: [activity("c")] };
  const waiting = feedOf(page(["b"], "b"), came, came);
  expect(idsOf(waiting)).toEqual(["b"]);
  expect(newsCount(waiting, undefined, NOW)).toBe(1);
  const seen = feedAfter(waiting, { type: "newsShown" });
  expect(idsOf(seen)).toEqual(["c", "b"]);
  expect(listIn(seen, "home").nextAfter).toBe("b");
  expect(newsCount(seen, undefined, NOW)).toBe(0);
});

test("after a time without a stream the newest page tells what was missed", () => {
  const caughtUp = feedOf(page(["b", "a"]), { type: "newestCame", page: pageOf(["d", "c", "b"], "b") });
  expect(newsCount(caughtUp, undefined, NOW)).toBe(2);
  expect(idsOf(feedAfter(caughtUp, { type: "newsShown" }))).toEqual(["d", "c", "b", "a"]);
});

test("where so much was missed that the newest page does not reach down, the list begins with it", () => {
  const newest: FeedEvent = { type: "newestCame", page: pageOf(["e", "d"], "d") };
  const later: FeedEvent = { type: "newsCame", activities: [activity("f")] };
  const seen = feedOf(page(["b", "a"]), newest, later, { type: "newsShown" });
  expect(idsOf(seen)).toEqual(["f", "e", "d"]);
  expect(listIn(seen, "home").nextAfter).toBe("d");
});
