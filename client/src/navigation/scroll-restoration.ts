import { isRecord, readEntry, writeEntry } from "./history-entry.ts";
import { whenSettled } from "./write-when-settled.ts";

/** Where somebody was on a page: how far down, and at which post, which may have moved since. Pixels. */
interface Place {
  top: number;
  post?: { id: string; offset: number } | undefined;
}

/** Where each address was left. */
const places = new Map<string, Place>();
let address = "";
let isTraversal = false;
let pushedFrom: string | undefined;
/** Where the page is going to be, once it is long enough. */
let returningTo: Place | undefined;
let stopReturning: () => void = () => {};

/** Remembers where the person was on each page, for the way back and for a reload. Once, before the router listens. */
export function followPlaces(): void {
  history.scrollRestoration = "manual";
  address = currentAddress();
  // wouter tells of its own steps by events of these names.
  addEventListener("pushState", () => leave({ pushed: true }));
  addEventListener("replaceState", () => {
    address = currentAddress();
    isTraversal = false;
  });
  addEventListener("popstate", () => leave({ pushed: false }));
  const schedule = whenSettled(() => {
    if (!returningTo) writeEntry({ place: currentPlace() });
  });
  addEventListener("scroll", schedule, { passive: true });
  const place = placeInEntry();
  if (place) returnTo(place);
}

function leave({ pushed }: { pushed: boolean }): void {
  places.set(address, returningTo ?? currentPlace());
  stopReturning();
  pushedFrom = pushed ? address : undefined;
  isTraversal = !pushed;
  address = currentAddress();
}

/** Scrolls to where a page begins that was just come to; to where it was left, for whoever comes back or forward. */
export function scrollToPlace(): void {
  scrollTo(0, 0);
  const place = isTraversal ? (places.get(address) ?? placeInEntry()) : undefined;
  if (place) returnTo(place);
}

/** Whether the last step was one from that address, so that the browser's way back leads there. */
export function cameFrom(other: string): boolean {
  return pushedFrom === other;
}

/** Scrolls there as soon as the page is long enough, unless the person begins to move by themselves. */
function returnTo(place: Place): void {
  stopReturning();
  returningTo = place;
  const moves = ["wheel", "touchstart", "pointerdown", "keydown"];
  const observer = new ResizeObserver(tryTo);
  stopReturning = () => {
    returningTo = undefined;
    observer.disconnect();
    for (const move of moves) removeEventListener(move, stopReturning);
    stopReturning = () => {};
  };
  for (const move of moves) addEventListener(move, stopReturning, { passive: true });
  observer.observe(document.body);
  tryTo();

  function tryTo(): void {
    const post = place.post && document.getElementById(place.post.id);
    const top =
      post && place.post ? post.getBoundingClientRect().top + scrollY - place.post.offset : place.top;
    if (document.documentElement.scrollHeight - innerHeight < top) return;
    scrollTo(0, top);
    stopReturning();
  }
}

function currentPlace(): Place {
  if (scrollY === 0) return { top: 0 };
  for (const article of document.querySelectorAll("article[id]")) {
    const { top, bottom } = article.getBoundingClientRect();
    if (bottom > 0) return { top: scrollY, post: { id: article.id, offset: top } };
  }
  return { top: scrollY };
}

function placeInEntry(): Place | undefined {
  const place = readEntry("place");
  if (!isRecord(place) || typeof place["top"] !== "number" || place["top"] === 0) return undefined;
  const { top, post } = place;
  if (!isRecord(post) || typeof post["id"] !== "string" || typeof post["offset"] !== "number") return { top };
  return { top, post: { id: post["id"], offset: post["offset"] } };
}

function currentAddress(): string {
  return location.pathname + location.search;
}
