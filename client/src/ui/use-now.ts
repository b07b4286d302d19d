import { useEffect, useState } from "react";
import { serverNow } from "../api/server-time.ts";

/**
 * The API's time in milliseconds since 1970, again after every interval, for words such as "5 min ago"; and at the moment when
 * something ends.
 *
 * @param nextAfter the next such moment after a time; `Infinity` where there is none.
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
