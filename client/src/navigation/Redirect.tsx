import { useEffectEvent, useLayoutEffect } from "react";
import { useLocation } from "wouter";
import { useIsLeft } from "./ShownLocation.tsx";

/** Replaces the address, unless the page has been left already and is shown only until the next one is drawn. */
export function Redirect({ to }: { to: string }) {
  const [, navigate] = useLocation();
  const isLeft = useIsLeft();
  const redirect = useEffectEvent(() => {
    if (!isLeft()) navigate(to, { replace: true });
  });
  useLayoutEffect(() => redirect(), []);
  return null;
}
