import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

/**
 * True if an element hides a part of its text.
 *
 * @param isWatched false spares the measurement, for a text that surely fits.
 */
export function useIsCut(element: RefObject<HTMLElement | null>, isWatched: boolean): boolean {
  const [isCut, setIsCut] = useState(false);

  useLayoutEffect(() => {
    const { current } = element;
    if (!isWatched || current === null) return undefined;
    // A line that is higher than others overlaps its box by a pixel.
    const measure = () => setIsCut(current.scrollHeight > current.clientHeight + 2);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [element, isWatched]);

  return isCut && isWatched;
}
