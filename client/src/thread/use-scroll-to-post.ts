import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * Scrolls to the post of a page when what is above it in its thread leaves it out of sight, unless the reader has scrolled
 * before.
 */
export function useScrollToPost(post: RefObject<HTMLElement | null>, hasAncestors: boolean): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!hasAncestors || isDone.current) return undefined;
    // After the scroll position of the page was restored.
    const frame = requestAnimationFrame(() => {
      isDone.current = true;
      const top = post.current?.getBoundingClientRect().top ?? 0;
      if (scrollY === 0 && top > innerHeight / 2) post.current?.scrollIntoView({ behavior: "instant" });
    });
    return () => cancelAnimationFrame(frame);
  }, [post, hasAncestors]);
}
