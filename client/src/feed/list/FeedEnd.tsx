import { useEffect, useRef } from "react";
import { Button } from "../../ui/Button.tsx";
import styles from "./ActivityFeed.module.css";
import { useFeedWords } from "../messages/use-feed-messages.ts";

interface FeedEndProps {
  loading: boolean;
  /** There is a next page. */
  more: boolean;
  /** The reader is near the end. */
  onNear: () => void;
  onPress: () => void;
}

/** The end of a list: the next page comes by itself, and by a button for whoever does not scroll. */
export function FeedEnd({ loading, more, onNear, onPress }: FeedEndProps) {
  const words = useFeedWords();
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!end.current || loading || !more) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        // What happened in several frames may be told at once: the last is how it is.
        if (entries.at(-1)?.isIntersecting) onNear();
      },
      { rootMargin: "400px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [loading, more, onNear]);

  return (
    <div className={styles["end"]} ref={end}>
      {more ? (
        <Button look="quiet" busy={loading} onClick={onPress}>
          {words.list.more}
        </Button>
      ) : (
        <p>{words.list.end}</p>
      )}
    </div>
  );
}
