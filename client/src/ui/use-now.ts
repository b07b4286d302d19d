import { useEffect, useState } from "react";
import { serverNow } from "../api/server-time.ts";

/**
 * The server's time in milliseconds since 1970, updated after every interval, e.g. for "5 min ago", and at given times.
 *
 * @param nextAfter returns the next time, after the given one, at which to update; `Infinity` for none.
 */
export function useNow(intervalMs: number, nextAfter: (now: number) => number = () => Infinity): number {
  const [now, setNow] = useState(serverNow);
  const next = Math.min(now + intervalMs, nextAfter(now));
  useEffect(() => {
    const update = (): void => setNow(serverNow());
    const timer = setTimeout(update, Math.max(0, next - serverNow()));
    // Browsers delay the timers of hidden pages, and stop them while the device sleeps.
    document.addEventListener("visibilitychange", update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, [next]);
  return now;
}
