import { useEffect, useState } from "react";
import type { RefObject } from "react";

/** True while an element is on the screen. Nothing is observed, and it is false, unless `isNeeded`. */
export function useOnScreen(element: RefObject<Element | null>, isNeeded: boolean): boolean {
  const [isOnScreen, setIsOnScreen] = useState(false);

  useEffect(() => {
    if (!isNeeded || !element.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      // One call may report several frames: only the last entry is current.
      setIsOnScreen(entries.at(-1)?.isIntersecting ?? false);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, isNeeded]);

  return isOnScreen && isNeeded;
}
