import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";
import { useLocation, useSearchParams } from "wouter";
import { useSessionState } from "../session-context.ts";
import { scrollToPlace } from "./places.ts";

/**
 * After a step to another page, or to another step of one: begin at its top, or where it was left. And where what had the
 * focus went away with the old page, or with the person who signed out, put the focus into the new one.
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
    if (place !== before.place) scrollToPlace();
    // Who it is comes out of "starting" by itself, when nobody has had the focus anywhere yet.
    const changed =
      place !== before.place || (identity !== before.identity && before.identity !== "starting");
    if (changed && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [place, identity, main]);
}
