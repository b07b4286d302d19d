import { useEffect, useState } from "react";

/**
 * The time in milliseconds since 1970, again after every interval, for words such as "5 min ago"; and at the moment when
 * something ends.
 *
 * @param nextAfter the next such moment after a time; `Infinity` where there is none.
 */
export function useNow(intervalMs: number, nextAfter: (now: number) => number = () => Infinity): number {
  const [now, setNow] = useState(() => Date.now());
  const next = Math.min(now + intervalMs, nextAfter(now));
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, next - Date.now()));
    return () => clearTimeout(timer);
  }, [next]);
  return now;
}
