import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./FeedSkeleton.module.css";
import { useFeedWords } from "../messages/use-feed-messages.ts";

const CARDS = ["first", "second", "third"];

/** The shape of posts, while the posts are on their way. */
export function FeedSkeleton() {
  const words = useFeedWords();
  return (
    <div className={styles["skeleton"]}>
      <VisuallyHidden>
        <output>{words.list.loading}</output>
      </VisuallyHidden>
      {CARDS.map((card) => (
        <div key={card} className={styles["card"]} aria-hidden="true">
          <span className={styles["avatar"]} />
          <span className={styles["lines"]}>
            <span className={styles["line"]} />
            <span className={styles["line"]} />
            <span className={styles["line"]} />
          </span>
        </div>
      ))}
    </div>
  );
}
