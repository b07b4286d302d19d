import { useRef } from "react";
import { useParams, Link } from "wouter";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { ActivityCard } from "../feed/cards/ActivityCard.tsx";
import { ActivityFeed } from "../feed/list/ActivityFeed.tsx";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { useFeedMessages } from "../feed/messages/use-feed-messages.ts";
import { getList, listFailure } from "../feed/state/feed-state.ts";
import { useFeed, useList, useRefreshedList } from "../feed/state/use-feed.ts";
import { visibleActivity, visibleAncestors } from "../feed/state/visible-activities.ts";
import { threadPath } from "../navigation/paths.ts";
import { useSessionState } from "../session/session-context.ts";
import { BackLink } from "../shell/page/BackLink.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { ErrorMessage } from "../ui/feedback/ErrorMessage.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import column from "../ui/styles/OneColumn.module.css";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { GoneActivity } from "./GoneActivity.tsx";
import { useThreadMessages } from "./messages/use-thread-messages.ts";
import { Reply } from "./Reply.tsx";
import { ReplyForm } from "./ReplyForm.tsx";
import styles from "./ThreadPage.module.css";
import { useScrollToPost } from "./use-scroll-to-post.ts";

/** A post or reply, in its conversation: what is above it in its thread, and its replies with the replies to them. */
export function ThreadPage() {
  const { id = "" } = useParams();
  const messages = useThreadMessages();
  const { retry } = useFeedMessages().list;
  const failureMessages = useFailureMessages();
  const session = useSessionState();
  const feed = useFeed();
  const list = useList(`to:${id}`);
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  const main = visibleActivity(feed, id, list.now);
  const ancestors = visibleAncestors(feed, id, list.now);
  const mainCard = useRef<HTMLDivElement>(null);
  useRefreshedList(`to:${id}`);
  useScrollToPost(mainCard, ancestors.length > 0);

  if (!main || list.status.kind === "notFound") {
    const failure = listFailure(list);
    if (failure !== undefined && !feed.activities.has(id)) {
      return (
        <div className={column["page"]}>
          <ErrorMessage
            title={messages.failed}
            isPage
            text={failureMessage(failure, failureMessages)}
            action={retry}
            busy={list.status.kind === "loading"}
            onAction={list.loadMore}
          />
        </div>
      );
    }
    const isLoading = list.status.kind === "loading" && !feed.activities.has(id) && !feed.gone.has(id);
    return (
      <div className={column["page"]}>
        {isLoading ? (
          <FeedSkeleton />
        ) : (
          <GoneActivity id={id} viewer={viewer} wasLoaded={feed.activities.has(id)} />
        )}
      </div>
    );
  }
  const { activity } = main;
  const hasAncestors = ancestors.length > 0;
  return (
    <div className={column["page"]}>
      <PageTitle page={messages.title(activity.author.name)} />
      <BackLink />
      <VisuallyHidden as="h1">{messages.heading(activity.author.name)}</VisuallyHidden>
      <div className={styles["conversation"]}>
        {hasAncestors && (
          <ol aria-label={messages.above}>
            {ancestors.map((item, index) => (
              <li key={item.activity.id}>
                <ActivityCard item={item} now={list.now} line={index === 0 ? "below" : "both"} />
              </li>
            ))}
          </ol>
        )}
        <div className={styles["main"]} ref={mainCard}>
          <ActivityCard item={main} now={list.now} isMain {...(hasAncestors && { line: "above" })} />
        </div>
        <div className={styles["reply"]}>
          {viewer ? (
            <ReplyForm viewer={viewer} activity={activity} />
          ) : (
            <Link
              className={buttonClass("quiet")}
              href={`/sign-in?${new URLSearchParams({ next: threadPath(id) })}`}
            >
              {messages.signInToReply}
            </Link>
          )}
        </div>
      </div>
      <h2 className={column["heading"]} id="replies">
        {messages.replies(activity.repliesCount)}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="replies"
        failedTitle={messages.failed}
        empty={<p>{messages.noReplies}</p>}
        end={messages.end}
        nestedIds={list.visible.flatMap((reply) => getList(feed, `to:${reply.activity.id}`).ids)}
        renderItem={(item) => <Reply item={item} now={list.now} />}
      />
    </div>
  );
}
