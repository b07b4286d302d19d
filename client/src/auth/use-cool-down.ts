import { useEffect, useState } from "react";

/** Seconds left of a cool-down, counted by the clock, and a function that starts another. */
export function useCoolDown(initialSeconds: number): [secondsLeft: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => Date.now() + initialSeconds * 1000);
  const [now, setNow] = useState(() => Date.now());
  const secondsLeft = Math.max(0, Math.ceil((until - now) / 1000));
  const counting = secondsLeft > 0;

  useEffect(() => {
    if (!counting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counting]);

  function start(seconds: number): void {
    setNow(Date.now());
    setUntil(Date.now() + seconds * 1000);
  }
  return [secondsLeft, start];
}
