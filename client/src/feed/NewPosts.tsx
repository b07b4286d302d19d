import { useEffect } from "react";
import { useClient } from "urql";
import { announce } from "../ui/Announcer.tsx";
import { ArrowIcon } from "../ui/icons.tsx";
import { feedStoreOf } from "./feed-store.ts";
import { newsShown } from "./news.ts";
import styles from "./NewPosts.module.css";
import { newsCount } from "./shown-activities.ts";
import { useFeed } from "./use-feed.ts";
import { useFeedWords } from "./use-words.ts";

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
