import { isRecord, readHistoryState, writeHistoryState } from "./history-entry.ts";
import { createThrottledWrite } from "./throttled-write.ts";

/** A scroll position in pixels, and the topmost visible post with its offset, because posts may have moved since. */
interface ScrollPosition {
  top: number;
  post?: { id: string; offset: number } | undefined;
}

/** By URL. */
const positions = new Map<string, ScrollPosition>();
let url = "";
let isTraversal = false;
/** The position to scroll to once the page is long enough. */
let pendingPosition: ScrollPosition | undefined;
let cancelPending: () => void = () => {};

/** Records the scroll position of each page, for traversals and reloads. Call it once, before the router listens. */
export function startScrollRestoration(): void {
  history.scrollRestoration = "manual";
  url = currentUrl();
  // wouter dispatches events of these names on navigation.
  addEventListener("pushState", () => onNavigation({ pushed: true }));
  addEventListener("replaceState", () => {
    url = currentUrl();
    isTraversal = false;
  });
  addEventListener("popstate", () => onNavigation({ pushed: false }));
  const scheduleWrite = createThrottledWrite(() => {
    if (!pendingPosition) writeHistoryState({ place: currentPosition() });
  });
  addEventListener("scroll", scheduleWrite, { passive: true });
  const position = storedPosition();
  if (position) scrollWhenPossible(position);
}

function onNavigation({ pushed }: { pushed: boolean }): void {
  positions.set(url, pendingPosition ?? currentPosition());
  cancelPending();
  isTraversal = !pushed;
  url = currentUrl();
}

/** Scrolls to the top of a new page, or after a traversal to where the page was left. */
export function restoreScroll(): void {
  scrollTo(0, 0);
  const position = isTraversal ? (positions.get(url) ?? storedPosition()) : undefined;
  if (position) scrollWhenPossible(position);
}

/** Scrolls as soon as the page is long enough, unless the reader scrolls or presses something first. */
function scrollWhenPossible(position: ScrollPosition): void {
  cancelPending();
  pendingPosition = position;
  const userEvents = ["wheel", "touchstart", "pointerdown", "keydown"];
  const observer = new ResizeObserver(tryScroll);
  cancelPending = () => {
    pendingPosition = undefined;
    observer.disconnect();
    for (const type of userEvents) removeEventListener(type, cancelPending);
    cancelPending = () => {};
  };
  for (const type of userEvents) addEventListener(type, cancelPending, { passive: true });
  observer.observe(document.body);
  tryScroll();

  function tryScroll(): void {
    const post = position.post && document.getElementById(position.post.id);
    const top =
      post && position.post
        ? post.getBoundingClientRect().top + scrollY - position.post.offset
        : position.top;
    if (document.documentElement.scrollHeight - innerHeight < top) return;
    scrollTo(0, top);
    cancelPending();
  }
}

function currentPosition(): ScrollPosition {
  if (scrollY === 0) return { top: 0 };
  for (const article of document.querySelectorAll("article[id]")) {
    const { top, bottom } = article.getBoundingClientRect();
    if (bottom > 0) return { top: scrollY, post: { id: article.id, offset: top } };
  }
  return { top: scrollY };
}

function storedPosition(): ScrollPosition | undefined {
  const stored = readHistoryState("place");
  if (!isRecord(stored) || typeof stored["top"] !== "number" || stored["top"] === 0) return undefined;
  const { top, post } = stored;
  if (!isRecord(post) || typeof post["id"] !== "string" || typeof post["offset"] !== "number") return { top };
  return { top, post: { id: post["id"], offset: post["offset"] } };
}

function currentUrl(): string {
  return location.pathname + location.search;
}
