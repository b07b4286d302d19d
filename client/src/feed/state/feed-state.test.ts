import { expect, test } from "vitest";
import { LikeActivityDocument } from "../../../generated/documents.ts";
import type { ActivityFieldsFragment, ActivityPageFieldsFragment } from "../../../generated/types.ts";
import { createOptimisticActivity } from "../mutations/optimistic-activity.ts";
import { emptyFeed, getList, withActivities } from "./feed-state.ts";
import type { ActivityChange, FeedState, FeedUpdate, ListName, MutationFailure } from "./feed-state.ts";
import { listReloaded, pageFailed, pageLoaded, pageRequested } from "./list-pages.ts";
import { mutationFailed, mutationRequested, mutationSettled } from "./mutations-in-flight.ts";
import { newestPageLoaded, pendingPostsShown, postsReceived } from "./pending-posts.ts";
import { relationChanged } from "./relations.ts";
import {
  countPendingPosts,
  visibleActivities,
  visibleActivity,
  visibleAncestors,
} from "./visible-activities.ts";
import { activityDeleted, outgoingAdded, outgoingRemoved, outgoingSaved } from "./written-activities.ts";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const END = Date.parse("2026-11-30T12:00:00.000Z");

function activity(id: string, fields: Partial<ActivityFieldsFragment> = {}): ActivityFieldsFragment {
  const viewer = { id: "u", handle: "worf", name: "Worf", bio: null };
  const written = { audience: "PUBLIC", expiresAt: "2026-11-30T12:00:00.000Z" } as const;
  return {
    ...createOptimisticActivity(viewer, id, written),
    id,
    createdAt: "2026-11-23T12:00:00.000Z",
    ...fields,
  };
}

function pageOf(ids: readonly string[], endCursor: string | null = null): ActivityPageFieldsFragment {
  return {
    edges: ids.map((id) => ({ cursor: id, node: activity(id) })),
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  };
}

function page(ids: readonly string[], endCursor: string | null = null, list: ListName = "home"): FeedUpdate {
  return (feed) => pageLoaded(feed, list, { page: pageOf(ids, endCursor) });
}

function feedOf(...updates: FeedUpdate[]): FeedState {
  return updates.reduce((feed, update) => update(feed), emptyFeed);
}

function idsOf(feed: FeedState, list: ListName = "home"): string[] {
  return visibleActivities(feed, list, NOW).map(({ activity: { id } }) => id);
}

function posting(id: string): FeedUpdate {
  return (feed) => outgoingAdded(feed, { activity: activity(id), list: "home" });
}

const mutationFailure: MutationFailure = { kind: "failed", failure: { kind: "unreachable" } };

test("pages are appended until the last", () => {
  const first = feedOf(page(["c", "b"], "b"));
  expect(idsOf(first)).toEqual(["c", "b"]);
  expect(getList(first, "home")).toMatchObject({ nextAfter: "b", status: { kind: "idle" } });
  const both = feedOf(page(["c", "b"], "b"), page(["a"]));
  expect(idsOf(both)).toEqual(["c", "b", "a"]);
  expect(getList(both, "home").nextAfter).toBeUndefined();
});

test("a page that fails keeps the list and its cursor, also during the retry", () => {
  const failure = { kind: "unreachable" } as const;
  const afterFailure = feedOf(page(["b"], "b"), (feed) => pageFailed(feed, "home", failure));
  expect(idsOf(afterFailure)).toEqual(["b"]);
  expect(getList(afterFailure, "home")).toMatchObject({
    nextAfter: "b",
    status: { kind: "failed", failure },
  });
  const retrying = pageRequested(afterFailure, "home");
  expect(getList(retrying, "home").status).toEqual({ kind: "loading", retryOf: failure });
});

test("a reloaded list is as the API has it now", () => {
  const reloaded: FeedUpdate = (feed) => listReloaded(feed, "home", { page: pageOf(["c", "a"]) });
  expect(idsOf(feedOf(page(["b", "a"]), reloaded))).toEqual(["c", "a"]);
});

test("an expired activity is not shown", () => {
  expect(visibleActivities(feedOf(page(["a"])), "home", END - 1)).toHaveLength(1);
  expect(visibleActivities(feedOf(page(["a"])), "home", END)).toHaveLength(0);
});

test("an outgoing post is at the top at once, and is replaced by the saved one", () => {
  const before = feedOf(page(["b"]), posting("x"));
  expect(idsOf(before)).toEqual(["x", "b"]);
  expect(visibleActivities(before, "home", NOW)[0]).toMatchObject({ isOutgoing: true });
  expect(idsOf(outgoingSaved(before, "x", activity("c")))).toEqual(["c", "b"]);
});

test("an outgoing post that is rejected disappears", () => {
  expect(idsOf(feedOf(page(["b"]), posting("x"), (feed) => outgoingRemoved(feed, "x")))).toEqual(["b"]);
});

test("the viewer's own post is shown once, whichever response arrives first", () => {
  const saved: FeedUpdate = (feed) => outgoingSaved(feed, "x", activity("c"));
  expect(idsOf(feedOf(page(["c", "b"]), posting("x"), saved))).toEqual(["c", "b"]);
  expect(idsOf(feedOf(posting("x"), saved, page(["c", "b"])))).toEqual(["c", "b"]);
  const received = feedOf(page(["b"]), posting("x"), (feed) => postsReceived(feed, [activity("c")]));
  expect(countPendingPosts(received, "u", NOW)).toBe(0);
  expect(countPendingPosts(received, "somebody else", NOW)).toBe(1);
  expect(countPendingPosts(saved(received), "u", NOW)).toBe(0);
});

test("a reply is counted at once, and no longer once it is rejected", () => {
  const reply: FeedUpdate = (feed) => outgoingAdded(feed, { activity: activity("x"), list: "to:a" });
  const counted = (feed: FeedState) => visibleActivity(feed, "a", NOW)?.activity.repliesCount;
  expect(counted(feedOf(page(["a"]), reply))).toBe(1);
  expect(counted(feedOf(page(["a"]), reply, (feed) => outgoingRemoved(feed, "x")))).toBe(0);
  const after = feedOf(page(["a"]), reply, (feed) => outgoingSaved(feed, "x", activity("r")));
  expect(counted(after)).toBe(1);
  expect(idsOf(after, "to:a")).toEqual(["r"]);
  expect(counted(activityDeleted(after, "r"))).toBe(0);
});

test("a conversation goes on at its end, also with a reply that is being sent", () => {
  const replies = page(["r", "s"], "s", "to:a");
  const sending: FeedUpdate = (feed) => outgoingAdded(feed, { activity: activity("x"), list: "to:a" });
  expect(idsOf(feedOf(replies, sending), "to:a")).toEqual(["r", "s", "x"]);
  const saved = feedOf(replies, sending, (feed) => outgoingSaved(feed, "x", activity("t")));
  expect(idsOf(saved, "to:a")).toEqual(["r", "s", "t"]);
});

test("a thread has what is above it, and the first replies to its replies, of which more were loaded before", () => {
  const above = (feed: FeedState, id: string) =>
    visibleAncestors(feed, id, NOW).map(({ activity: { id: of } }) => of);
  const reload: FeedUpdate = (feed) =>
    listReloaded(feed, "to:c", {
      page: pageOf(["d", "e"]),
      thread: { activity: activity("c"), ancestors: [activity("a"), activity("b")] },
      replies: new Map([
        ["d", pageOf(["f"], "f")],
        ["e", pageOf([])],
      ]),
    });
  const loaded = feedOf(reload);
  expect(above(loaded, "c")).toEqual(["a", "b"]);
  expect(above(loaded, "f")).toEqual(["a", "b", "c", "d"]);
  expect(above(activityDeleted(loaded, "b"), "c")).toEqual(["a"]);
  expect(idsOf(loaded, "to:d")).toEqual(["f"]);
  const more = feedOf(reload, page(["g"], null, "to:d"), reload);
  expect(idsOf(more, "to:d")).toEqual(["f", "g"]);
  expect(getList(more, "to:d").nextAfter).toBeUndefined();
});

const like: ActivityChange = {
  kind: "like",
  document: LikeActivityDocument,
  patch: ({ likesCount }) => ({ viewerHasLiked: true, likesCount: likesCount + 1 }),
};

test("a change is shown at once, on top of the API's last response, and a failure takes it back", () => {
  const liked: FeedUpdate = (feed) => mutationRequested(feed, "a", "like", like);
  const received: FeedUpdate = (feed) => withActivities(feed, [activity("a", { likesCount: 7 })]);
  expect(visibleActivity(feedOf(page(["a"]), liked), "a", NOW)?.activity).toMatchObject({
    likesCount: 1,
    viewerHasLiked: true,
  });
  const meanwhile = feedOf(page(["a"]), liked, received);
  expect(visibleActivity(meanwhile, "a", NOW)?.activity).toMatchObject({ likesCount: 8 });
  expect(visibleActivity(mutationFailed(meanwhile, "a", "like", mutationFailure), "a", NOW)).toMatchObject({
    activity: { likesCount: 7, viewerHasLiked: false },
    failure: mutationFailure,
  });
});

test("changes of several kinds are shown together, and end one by one", () => {
  const message: ActivityChange = { ...like, kind: "message", patch: () => ({ message: "changed" }) };
  const both = feedOf(
    page(["a"]),
    (feed) => mutationRequested(feed, "a", "like", like),
    (feed) => mutationRequested(feed, "a", "message", message),
  );
  const shown = (feed: FeedState) => visibleActivity(feed, "a", NOW)?.activity;
  expect(shown(both)).toMatchObject({ message: "changed", likesCount: 1 });
  expect(shown(mutationSettled(both, "a", "like"))).toMatchObject({ message: "changed", likesCount: 0 });
  expect(shown(mutationFailed(both, "a", "message", mutationFailure))).toMatchObject({
    message: "a",
    likesCount: 1,
  });
});

test("a deleted activity disappears at once, and returns to its place when the deletion fails", () => {
  const before = feedOf(page(["c", "b", "a"]), (feed) => mutationRequested(feed, "b", "delete", "deletion"));
  expect(idsOf(before)).toEqual(["c", "a"]);
  expect(idsOf(mutationFailed(before, "b", "delete", mutationFailure))).toEqual(["c", "b", "a"]);
  expect(idsOf(activityDeleted(before, "b"))).toEqual(["c", "a"]);
});

test("a blocked user's activities leave every list at once, and are back when the block is lifted", () => {
  const change = (isBlocked: boolean) => (feed: FeedState) => relationChanged(feed, "u", { isBlocked });
  const loaded = [page(["b", "a"]), page(["b"], null, "by:worf"), page(["r"], null, "to:x")];
  const pending: FeedUpdate = (feed) => postsReceived(feed, [activity("c")]);
  const blocked = feedOf(...loaded, pending, change(true));
  expect((["home", "by:worf", "to:x"] as const).map((list) => idsOf(blocked, list))).toEqual([[], [], []]);
  expect(visibleActivity(blocked, "a", NOW)).toBeUndefined();
  expect(countPendingPosts(blocked, undefined, NOW)).toBe(0);
  expect(idsOf(change(false)(blocked))).toEqual(["b", "a"]);
});

test("a muted user's activities leave the lists of several authors, and stay on the profile and by their link", () => {
  const loaded = [page(["b", "a"]), page(["b"], null, "by:worf"), page(["r"], null, "to:x")];
  const pending: FeedUpdate = (feed) => postsReceived(feed, [activity("c")]);
  const muted = feedOf(...loaded, pending, (feed) => relationChanged(feed, "u", { isMuted: true }));
  expect((["home", "by:worf", "to:x"] as const).map((list) => idsOf(muted, list))).toEqual([[], ["b"], []]);
  expect(visibleActivity(muted, "a", NOW)).toBeDefined();
  expect(countPendingPosts(muted, undefined, NOW)).toBe(0);
});

test("new posts are pending until they are asked for, each once", () => {
  const received: FeedUpdate = (feed) => postsReceived(feed, [activity("c")]);
  const pending = feedOf(page(["b"], "b"), received, received);
  expect(idsOf(pending)).toEqual(["b"]);
  expect(countPendingPosts(pending, undefined, NOW)).toBe(1);
  const shown = pendingPostsShown(pending);
  expect(idsOf(shown)).toEqual(["c", "b"]);
  expect(getList(shown, "home").nextAfter).toBe("b");
  expect(countPendingPosts(shown, undefined, NOW)).toBe(0);
});

test("after a time without a stream, missed posts come from the newest page", () => {
  const caughtUp = feedOf(page(["b", "a"]), (feed) => newestPageLoaded(feed, pageOf(["d", "c", "b"], "b")));
  expect(countPendingPosts(caughtUp, undefined, NOW)).toBe(2);
  expect(idsOf(pendingPostsShown(caughtUp))).toEqual(["d", "c", "b", "a"]);
});

test("the list is replaced where too many posts were missed for the newest page to overlap with it", () => {
  const newest: FeedUpdate = (feed) => newestPageLoaded(feed, pageOf(["e", "d"], "d"));
  const later: FeedUpdate = (feed) => postsReceived(feed, [activity("f")]);
  const shown = feedOf(page(["b", "a"]), newest, later, pendingPostsShown);
  expect(idsOf(shown)).toEqual(["f", "e", "d"]);
  expect(getList(shown, "home").nextAfter).toBe("d");
});
