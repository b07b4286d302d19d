import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";
import { useLocation, useSearchParams } from "wouter";
import { restoreScroll } from "../../navigation/scroll-restoration.ts";
import { useSessionState } from "../../session/session-context.ts";

/**
 * After a navigation to another page, or to another step of one, restores the scroll position and focuses the content,
 * unless the page has taken the focus itself. Also focuses the content if the focused element disappeared with a change of
 * identity.
 */
export function usePageFocus(main: RefObject<HTMLElement | null>): void {
  const [path] = useLocation();
  const [parameters] = useSearchParams();
  const state = useSessionState();
  const page = `${path}?${parameters.get("step") ?? ""}`;
  const identity = state.status === "signedIn" ? state.viewer.id : state.status;
  const last = useRef({ page, identity });
  useLayoutEffect(() => {
    const previous = last.current;
    last.current = { page, identity };
    const hasNavigated = page !== previous.page;
    if (hasNavigated) restoreScroll();
    // The session leaves "starting" by itself, before anything has the focus.
    const identityChanged = identity !== previous.identity && previous.identity !== "starting";
    const focusIsLost = document.activeElement === document.body;
    if (hasNavigated ? !main.current?.contains(document.activeElement) : identityChanged && focusIsLost) {
      main.current?.focus({ preventScroll: true });
    }
  }, [page, identity, main]);
}
