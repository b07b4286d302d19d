import { useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * Keeps the focus in a list whose cards come and go. Where the card that had it is deleted or expires, its neighbour gets
 * it; where the button for more is pressed, the first card that comes.
 *
 * @returns a function to call when more is asked for.
 */
export function useFocusInFeed(feed: RefObject<HTMLElement | null>, ids: readonly string[]): () => void {
  const before = useRef(ids);
  const focused = useRef<string>(undefined);
  const wantsMore = useRef(false);
  const shown = ids.join(" ");

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const card = target instanceof Element ? target.closest("article") : null;
      focused.current = card && feed.current?.contains(card) ? card.id : undefined;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [feed]);

  useLayoutEffect(() => {
    const [was, is] = [before.current, shown === "" ? [] : shown.split(" ")];
    before.current = is;
    if (wantsMore.current && is.length > was.length) {
      wantsMore.current = false;
      cardOf(is[was.length])?.focus();
      return;
    }
    if (focused.current === undefined || is.includes(focused.current)) return;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const place = was.indexOf(focused.current);
    const neighbour = is[Math.min(place, is.length - 1)];
    // The place of whoever only reads does not move.
    (cardOf(neighbour) ?? feed.current)?.focus({ preventScroll: true });
  }, [shown, feed]);

  return () => {
    wantsMore.current = true;
  };
}

function cardOf(id: string | undefined): HTMLElement | null {
  return id === undefined ? null : document.getElementById(id);
}
