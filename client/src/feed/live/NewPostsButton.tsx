import { useEffect } from "react";
import { useClient } from "urql";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { ArrowIcon } from "../../ui/icons/icons.tsx";
import { feedStoreOf } from "../state/feed-store.ts";
import { newsShown } from "../state/pending-posts.ts";
import styles from "./NewPostsButton.module.css";
import { newsCount } from "../state/visible-activities.ts";
import { useFeed } from "../state/use-feed.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

/** Tells how many posts have come, and shows them when asked: nothing moves under the reader before. */
export function NewPosts({ viewerId, now }: { viewerId: string | undefined; now: number }) {
  const store = feedStoreOf(useClient());
  const words = useFeedWords();
  const count = newsCount(useFeed(), viewerId, now);

  useEffect(() => {
    if (count > 0) announce(words.news(count));
  }, [count, words]);

  function show(): void {
    const [first] = store.state().news;
    store.change(newsShown);
    scrollTo({ top: 0 });
    // The button goes away with the press: the focus goes on to what it has brought.
    requestAnimationFrame(() => {
      if (first !== undefined) document.getElementById(first)?.focus({ preventScroll: true });
    });
  }

  return (
    <div className={styles["place"]}>
      {count > 0 && (
        <button type="button" className={styles["pill"]} onClick={show}>
          <ArrowIcon to="up" />
          {words.news(count)}
        </button>
      )}
    </div>
  );
}
