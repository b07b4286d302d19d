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
    const timer = setTimeout(() => setNow(serverNow()), Math.max(0, next - serverNow()));
    return () => clearTimeout(timer);
  }, [next]);
  return now;
}
