import { expect, test } from "vitest";
import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../../generated/types.ts";
import { emptyFeed, listIn, withKnown } from "./feed-state.ts";
import type { FeedChange, FeedState, ListName, Refusal } from "./feed-state.ts";
import { asked, failed, listCameAnew, pageCame } from "./list-pages.ts";
import { newestCame, newsCame, newsShown } from "./pending-posts.ts";
import { refused } from "./mutation-failures.ts";
import { newsCount, shown, shownIn } from "./visible-activities.ts";
import { deleted, deleting, likeWanted, notSent, sending, sent } from "./optimistic-updates.ts";

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

function page(ids: readonly string[], endCursor: string | null = null, list: ListName = "home"): FeedChange {
  return (feed) => pageCame(feed, list, { page: pageOf(ids, endCursor) });
}

function feedOf(...changes: FeedChange[]): FeedState {
  return changes.reduce((feed, change) => change(feed), emptyFeed);
}

function idsOf(feed: FeedState, list: ListName = "home"): string[] {
  return shownIn(feed, list, NOW).map(({ activity: { id } }) => id);
}

function posting(id: string): FeedChange {
  return (feed) => sending(feed, { activity: activity(id), list: "home" });
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
  const hasFailed = feedOf(page(["b"], "b"), (feed) => failed(feed, "home", failure));
  expect(idsOf(hasFailed)).toEqual(["b"]);
  expect(listIn(hasFailed, "home")).toMatchObject({ nextAfter: "b", phase: { is: "failed", failure } });
  const again = asked(hasFailed, "home");
  expect(listIn(again, "home").phase).toEqual({ is: "loading", retryOf: failure });
});

test("a list that is read anew is as the API has it now", () => {
  const anew: FeedChange = (feed) => listCameAnew(feed, "home", { page: pageOf(["c", "a"]) });
  expect(idsOf(feedOf(page(["b", "a"]), anew))).toEqual(["c", "a"]);
});

test("what has expired is not shown", () => {
  expect(shownIn(feedOf(page(["a"])), "home", END - 1)).toHaveLength(1);
  expect(shownIn(feedOf(page(["a"])), "home", END)).toHaveLength(0);
});

test("a post stands at the top at once, and gives way to what the API has made of it", () => {
  const before = feedOf(page(["b"]), posting("x"));
  expect(idsOf(before)).toEqual(["x", "b"]);
  expect(shownIn(before, "home", NOW)[0]).toMatchObject({ isUnsent: true });
  expect(idsOf(sent(before, "x", activity("c")))).toEqual(["c", "b"]);
});

test("a post that is refused is shown no more", () => {
  expect(idsOf(feedOf(page(["b"]), posting("x"), (feed) => notSent(feed, "x")))).toEqual(["b"]);
});

test("a post of one's own stands there once, whichever of the answers comes first", () => {
  const arrived: FeedChange = (feed) => sent(feed, "x", activity("c"));
  expect(idsOf(feedOf(page(["c", "b"]), posting("x"), arrived))).toEqual(["c", "b"]);
  expect(idsOf(feedOf(posting("x"), arrived, page(["c", "b"])))).toEqual(["c", "b"]);
  const told = feedOf(page(["b"]), posting("x"), (feed) => newsCame(feed, [activity("c")]));
  expect(newsCount(told, "u", NOW)).toBe(0);
  expect(newsCount(told, "somebody else", NOW)).toBe(1);
  expect(newsCount(arrived(told), "u", NOW)).toBe(0);
});

test("a reply is counted at once, and no more when it is refused", () => {
  const reply: FeedChange = (feed) => sending(feed, { activity: activity("x"), list: "to:a" });
  const counted = (feed: FeedState) => shown(feed, "a", NOW)?.activity.repliesCount;
  expect(counted(feedOf(page(["a"]), reply))).toBe(1);
  expect(counted(feedOf(page(["a"]), reply, (feed) => notSent(feed, "x")))).toBe(0);
  const after = feedOf(page(["a"]), reply, (feed) => sent(feed, "x", activity("r")));
  expect(counted(after)).toBe(1);
  expect(idsOf(after, "to:a")).toEqual(["r"]);
  expect(counted(deleted(after, "r"))).toBe(0);
});

test("a like is counted at once, and a refusal shows what the API said last, whatever came meanwhile", () => {
  const wanted: FeedChange = (feed) => likeWanted(feed, "a", true);
  expect(shown(feedOf(page(["a"]), wanted), "a", NOW)?.activity).toMatchObject({
    likesCount: 1,
    viewerHasLiked: true,
  });
  const told: FeedChange = (feed) => withKnown(feed, [activity("a", { likesCount: 7 })]);
  const after = feedOf(page(["a"]), wanted, told, (feed) => refused(feed, "a", refusal));
  expect(shown(after, "a", NOW)).toMatchObject({
    activity: { likesCount: 7, viewerHasLiked: false },
    refusal,
  });
});

test("what is deleted goes at once, and comes back in its place when that is refused", () => {
  const before = feedOf(page(["c", "b", "a"]), (feed) => deleting(feed, "b"));
  expect(idsOf(before)).toEqual(["c", "a"]);
  expect(idsOf(refused(before, "b", refusal))).toEqual(["c", "b", "a"]);
  expect(idsOf(deleted(before, "b"))).toEqual(["c", "a"]);
});

test("new posts wait until they are asked for, each once", () => {
  const came: FeedChange = (feed) => newsCame(feed, [activity("c")]);
  const waiting = feedOf(page(["b"], "b"), came, came);
  expect(idsOf(waiting)).toEqual(["b"]);
  expect(newsCount(waiting, undefined, NOW)).toBe(1);
  const seen = newsShown(waiting);
  expect(idsOf(seen)).toEqual(["c", "b"]);
  expect(listIn(seen, "home").nextAfter).toBe("b");
  expect(newsCount(seen, undefined, NOW)).toBe(0);
});

test("after a time without a stream the newest page tells what was missed", () => {
  const caughtUp = feedOf(page(["b", "a"]), (feed) => newestCame(feed, pageOf(["d", "c", "b"], "b")));
  expect(newsCount(caughtUp, undefined, NOW)).toBe(2);
  expect(idsOf(newsShown(caughtUp))).toEqual(["d", "c", "b", "a"]);
});

test("where so much was missed that the newest page does not reach down, the list begins with it", () => {
  const newest: FeedChange = (feed) => newestCame(feed, pageOf(["e", "d"], "d"));
  const later: FeedChange = (feed) => newsCame(feed, [activity("f")]);
  const seen = feedOf(page(["b", "a"]), newest, later, newsShown);
  expect(idsOf(seen)).toEqual(["f", "e", "d"]);
  expect(listIn(seen, "home").nextAfter).toBe("d");
});
