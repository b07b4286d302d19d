import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";
import { useLocation, useSearchParams } from "wouter";
import { useSessionState } from "../../session/session-context.ts";
import { scrollToPlace } from "../../navigation/scroll-restoration.ts";

/**
 * After a step to another page, or to another step of one: begin at its top, or where it was left, and put the focus into it unless the page
 * has done so itself. So, too, where what had the focus went away with the person who signed out.
 */
export function useArrivalAt(main: RefObject<HTMLElement | null>): void {
  const [path] = useLocation();
  const [parameters] = useSearchParams();
  const state = useSessionState();
  const place = `${path}?${parameters.get("step") ?? ""}`;
  const identity = state.status === "signedIn" ? state.viewer.id : state.status;
  const last = useRef({ place, identity });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { place, identity };
    const hasMoved = place !== before.place;
    if (hasMoved) scrollToPlace();
    // Who it is comes out of "starting" by itself, when nobody has had the focus anywhere yet.
    const isSomebodyElse = identity !== before.identity && before.identity !== "starting";
    const isLost = document.activeElement === document.body;
    if (hasMoved ? !main.current?.contains(document.activeElement) : isSomebodyElse && isLost) {
      main.current?.focus({ preventScroll: true });
    }
  }, [place, identity, main]);
}
