import { useEffect } from "react";
import type { RefObject } from "react";
import { useLocation } from "wouter";

/** What a click is for by itself: the card does not open in its place. */
const interactive = "a, button, input, textarea, select, label, summary, dialog, [popover]";

/**
 * Opens the page of a card that was clicked beside its links and buttons: in a new tab where a link would do that. Does
 * nothing after a selection of text.
 *
 * It adds nothing for keyboards and screen readers, which have the link of the card's time.
 *
 * @param path undefined for a card that does not open.
 */
export function useOpenOnClick(card: RefObject<HTMLElement | null>, path: string | undefined): void {
  const [, navigate] = useLocation();

  useEffect(() => {
    const element = card.current;
    if (element === null || path === undefined) return undefined;

    function openPage(event: MouseEvent): void {
      const { target, button } = event;
      if (event.defaultPrevented || !(target instanceof Element) || target.closest(interactive)) return;
      if (element !== null && hasSelectionIn(element)) return;
      const isNewTab = button === 1 || event.metaKey || event.ctrlKey || event.shiftKey;
      if (isNewTab) open(path, "_blank", "noopener");
      else if (button === 0 && !event.altKey && path !== undefined) navigate(path);
    }

    element.addEventListener("click", openPage);
    element.addEventListener("auxclick", openPage);
    return () => {
      element.removeEventListener("click", openPage);
      element.removeEventListener("auxclick", openPage);
    };
  }, [card, path, navigate]);
}

function hasSelectionIn(element: Element): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}
