import { useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * Keeps the focus in a list while its cards change. When the focused card is removed, the card in its place gets the
 * focus; when the reader asks for more, the first new card does.
 *
 * @returns a function to call when the reader asks for more.
 */
export function useFeedFocus(feed: RefObject<HTMLElement | null>, ids: readonly string[]): () => void {
  const previousIds = useRef(ids);
  const focusedId = useRef<string>(undefined);
  const focusNext = useRef(false);
  const joinedIds = ids.join(" ");

  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const card = target instanceof Element ? target.closest("article") : null;
      focusedId.current = card && feed.current?.contains(card) ? card.id : undefined;
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, [feed]);

  useLayoutEffect(() => {
    const [previous, current] = [previousIds.current, joinedIds === "" ? [] : joinedIds.split(" ")];
    previousIds.current = current;
    if (focusNext.current && current.length > previous.length) {
      focusNext.current = false;
      findCard(current[previous.length])?.focus();
      return;
    }
    if (focusedId.current === undefined || current.includes(focusedId.current)) return;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const index = previous.indexOf(focusedId.current);
    const neighbour = current[Math.min(index, current.length - 1)];
    // Scrolling would move the page under somebody who only reads.
    (findCard(neighbour) ?? feed.current)?.focus({ preventScroll: true });
  }, [joinedIds, feed]);

  return () => {
    focusNext.current = true;
  };
}

function findCard(id: string | undefined): HTMLElement | null {
  return id === undefined ? null : document.getElementById(id);
}
