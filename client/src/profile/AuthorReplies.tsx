import { Link } from "wouter";
import { ActivityCard } from "../feed/cards/ActivityCard.tsx";
import { ActivityFeed } from "../feed/list/ActivityFeed.tsx";
import type { Author } from "../feed/state/feed-state.ts";
import { useFeed, useList } from "../feed/state/use-feed.ts";
import { visibleActivity } from "../feed/state/visible-activities.ts";
import type { VisibleActivity } from "../feed/state/visible-activities.ts";
import { threadPath } from "../navigation/paths.ts";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./AuthorReplies.module.css";
import { useProfileMessages } from "./messages/use-profile-messages.ts";

/** The replies of a user, each with the beginning of what it is for. */
export function AuthorReplies({ author, isSelf }: { author: Author; isSelf: boolean }) {
  const messages = useProfileMessages();
  const list = useList(`repliesBy:${author.handle}`);
  return (
    <section>
      <VisuallyHidden as="h2" id="replies">
        {messages.replies}
      </VisuallyHidden>
      <ActivityFeed
        list={list}
        labelledBy="replies"
        failedTitle={messages.failed}
        empty={<p>{isSelf ? messages.noOwnReplies : messages.noReplies(author.name)}</p>}
        renderItem={(item) => <AuthorReply item={item} now={list.now} />}
      />
    </section>
  );
}

function AuthorReply({ item, now }: { item: VisibleActivity; now: number }) {
  const messages = useProfileMessages();
  const feed = useFeed();
  const parentId = feed.parents.get(item.activity.id);
  const parent = parentId === undefined ? undefined : visibleActivity(feed, parentId, now)?.activity;
  return (
    <>
      {parent && (
        <Link className={styles["parent"]} href={threadPath(parent.id)}>
          <span>{messages.inReplyTo(parent.author.name)}</span>
          <bdi>{parent.message}</bdi>
        </Link>
      )}
      <ActivityCard item={item} now={now} />
    </>
  );
}
