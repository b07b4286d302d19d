import { useEffect, useState } from "react";

/**
 * Seconds left of a cool-down, counted by the clock, and a function that starts another.
 *
 * The first began at `beganAt` (milliseconds since 1970) and lasts `seconds`; one from the future begins now.
 */
export function useCoolDown(
  beganAt: number,
  seconds: number,
): [secondsLeft: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => Math.min(beganAt, Date.now()) + seconds * 1000);
  const [now, setNow] = useState(() => Date.now());
  const secondsLeft = Math.max(0, Math.ceil((until - now) / 1000));
  const counting = secondsLeft > 0;

  useEffect(() => {
    if (!counting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counting]);

  function start(nextSeconds: number): void {
    setNow(Date.now());
    setUntil(Date.now() + nextSeconds * 1000);
  }
  return [secondsLeft, start];
}
