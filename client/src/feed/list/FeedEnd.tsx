import { useEffect, useRef } from "react";
import { Button } from "../../ui/Button.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import styles from "./ActivityFeed.module.css";

interface FeedEndProps {
  isLoading: boolean;
  /** There is a next page. */
  hasMore: boolean;
  /** Says that there is nothing more, in place of the default. */
  end?: string | undefined;
  /** The end comes within 400 pixels of the viewport. */
  onNear: () => void;
  onPress: () => void;
}

/** The end of a list, which asks for the next page when it comes near, with a button for readers who do not scroll. */
export function FeedEnd({ isLoading, hasMore, end: text, onNear, onPress }: FeedEndProps) {
  const messages = useFeedMessages();
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!end.current || isLoading || !hasMore) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        // One call may report several frames: only the last entry is current.
        if (entries.at(-1)?.isIntersecting) onNear();
      },
      { rootMargin: "400px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isLoading, hasMore, onNear]);

  return (
    <div className={styles["end"]} ref={end}>
      {hasMore ? (
        <Button look="quiet" busy={isLoading} onClick={onPress}>
          {messages.list.more}
        </Button>
      ) : (
        <p>{text ?? messages.list.end}</p>
      )}
    </div>
  );
}
