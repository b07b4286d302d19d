import { useEffect, useState } from "react";

/**
 * A cooldown in seconds, and a function that starts another.
 *
 * The first started at `startedAt` (milliseconds since 1970) and lasts `seconds`. A start in the future counts as now.
 */
export function useCooldown(
  startedAt: number,
  seconds: number,
): [secondsLeft: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => Math.min(startedAt, Date.now()) + seconds * 1000);
  const [now, setNow] = useState(() => Date.now());
  const secondsLeft = Math.max(0, Math.ceil((until - now) / 1000));
  const isCounting = secondsLeft > 0;

  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isCounting]);

  function start(nextSeconds: number): void {
    setNow(Date.now());
    setUntil(Date.now() + nextSeconds * 1000);
  }
  return [secondsLeft, start];
}
