import { Link } from "wouter";
import { ActivityCard } from "../feed/cards/ActivityCard.tsx";
import { useLoadedList } from "../feed/state/use-feed.ts";
import type { VisibleActivity } from "../feed/state/visible-activities.ts";
import { threadPath } from "../navigation/paths.ts";
import { useThreadMessages } from "./messages/use-thread-messages.ts";
import styles from "./Reply.module.css";

/** A reply with the replies to it. What is below those has a page of its own. */
export function Reply({ item, now }: { item: VisibleActivity; now: number }) {
  const messages = useThreadMessages();
  const { id, author } = item.activity;
  const replies = useLoadedList(`to:${id}`);
  if (replies.visible.length === 0) return <ActivityCard item={item} now={now} />;
  return (
    <>
      <ActivityCard item={item} now={now} line="below" />
      <ol className={styles["replies"]} aria-label={messages.repliesTo(author.name)}>
        {replies.visible.map((reply) => (
          <li key={reply.activity.id}>
            <ActivityCard item={reply} now={replies.now} />
            {reply.activity.repliesCount > 0 && (
              <Link className={styles["more"]} href={threadPath(reply.activity.id)}>
                {messages.continueThread}
              </Link>
            )}
          </li>
        ))}
        {replies.nextAfter !== undefined && (
          <li>
            <button
              type="button"
              className={styles["more"]}
              aria-busy={replies.status.kind === "loading"}
              onClick={replies.loadMore}
            >
              {messages.moreReplies}
            </button>
          </li>
        )}
      </ol>
    </>
  );
}
