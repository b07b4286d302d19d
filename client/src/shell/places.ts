/** How far down each address was scrolled when it was left. */
const tops = new Map<string, number>();
let address = "";
let isTraversal = false;
let pushedFrom: string | undefined;

/** Remembers where the person was on each page, for the way back. Once, before anything listens to the history. */
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
}

function leave({ pushed }: { pushed: boolean }): void {
  tops.set(address, scrollY);
  pushedFrom = pushed ? address : undefined;
  isTraversal = !pushed;
  address = currentAddress();
}

/** Scrolls to where a page begins that was just come to; to where it was left, for whoever comes back or forward. */
export function scrollToPlace(): void {
  scrollTo(0, isTraversal ? (tops.get(address) ?? 0) : 0);
}

/** Whether the last step was one from that address, so that the browser's way back leads there. */
export function cameFrom(other: string): boolean {
  return pushedFrom === other;
}

function currentAddress(): string {
  return location.pathname + location.search;
}
