import { useParams, Link } from "wouter";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { ActivityCard } from "../feed/cards/ActivityCard.tsx";
import { ActivityFeed } from "../feed/list/ActivityFeed.tsx";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { useFeedMessages } from "../feed/messages/use-feed-messages.ts";
import { listFailure } from "../feed/state/feed-state.ts";
import { useFeed, useList } from "../feed/state/use-feed.ts";
import { visibleActivity } from "../feed/state/visible-activities.ts";
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
import { ReplyForm } from "./ReplyForm.tsx";
import styles from "./ThreadPage.module.css";

/** A post or reply, with its parent and its replies. */
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
  const parent = list.replyToId === undefined ? undefined : visibleActivity(feed, list.replyToId, list.now);

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
  return (
    <div className={column["page"]}>
      <PageTitle page={messages.title(activity.author.name)} />
      <BackLink href="/">{messages.back}</BackLink>
      <VisuallyHidden as="h1">{messages.heading(activity.author.name)}</VisuallyHidden>
      {parent && (
        <section className={styles["parent"]} aria-label={messages.inReplyTo(parent.activity.author.name)}>
          <p className={styles["label"]}>{messages.inReplyTo(parent.activity.author.name)}</p>
          <ActivityCard item={parent} now={list.now} />
        </section>
      )}
      <ActivityCard item={main} now={list.now} isMain />
      {viewer ? (
        <ReplyForm viewer={viewer} activity={activity} />
      ) : (
        <p>
          <Link
            className={buttonClass("quiet")}
            href={`/sign-in?${new URLSearchParams({ next: threadPath(id) })}`}
          >
            {messages.signInToReply}
          </Link>
        </p>
      )}
      <h2 className={column["heading"]} id="replies">
        {messages.replies(activity.repliesCount)}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="replies"
        failedTitle={messages.failed}
        empty={<p>{messages.noReplies}</p>}
      />
    </div>
  );
}
