import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import styles from "./FeedSkeleton.module.css";

const CARDS = ["first", "second", "third", "fourth", "fifth"];

/** Placeholder cards while a list loads. */
export function FeedSkeleton() {
  const messages = useFeedMessages();
  return (
    <div className={styles["skeleton"]}>
      <VisuallyHidden>
        <output>{messages.list.loading}</output>
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
