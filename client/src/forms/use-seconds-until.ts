import { useLayoutEffect, useState } from "react";

/** The seconds until a time by this device's clock, in milliseconds since 1970; 0 once it has come. It counts down. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  const secondsLeft = Math.max(0, Math.ceil((until - now) / 1000));
  const isCounting = secondsLeft > 0;

  useLayoutEffect(() => {
    const update = (): void => setNow(Date.now());
    update();
    if (!isCounting) return undefined;
    const timer = setInterval(update, 1000);
    // Browsers delay the timers of hidden pages, and stop them while the device sleeps.
    document.addEventListener("visibilitychange", update);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, [isCounting]);

  return secondsLeft;
}
