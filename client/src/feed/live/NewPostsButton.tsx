import { useCallback, useEffect } from "react";
import { useClient } from "urql";
import { onRevisit } from "../../navigation/revisit.ts";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { ArrowIcon } from "../../ui/icons/icons.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { pendingPostsShown } from "../state/pending-posts.ts";
import { useFeed } from "../state/use-feed.ts";
import { countPendingPosts } from "../state/visible-activities.ts";
import styles from "./NewPostsButton.module.css";

/** Announces the number of new posts, and shows them on request: nothing moves under the reader before. */
export function NewPostsButton({ viewerId, now }: { viewerId: string | undefined; now: number }) {
  const store = feedStoreFor(useClient());
  const messages = useFeedMessages();
  const count = countPendingPosts(useFeed(), viewerId, now);

  useEffect(() => {
    if (count > 0) announce(messages.newPosts(count));
  }, [count, messages]);

  const show = useCallback(() => {
    const [first] = store.state().pendingPosts;
    store.update(pendingPostsShown);
    scrollTo({ top: 0 });
    // The button disappears: the focus moves to the first new post.
    requestAnimationFrame(() => {
      if (first !== undefined) document.getElementById(first)?.focus({ preventScroll: true });
    });
  }, [store]);

  useEffect(() => onRevisit(show), [show]);

  return (
    <div className={styles["anchor"]}>
      {count > 0 && (
        <button type="button" className={styles["pill"]} onClick={show}>
          <ArrowIcon to="up" />
          {messages.newPosts(count)}
        </button>
      )}
    </div>
  );
}
