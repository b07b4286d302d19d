import { useParams, Link } from "wouter";
import { failureWords, useFailureWords } from "../failures/failure-message.ts";
import { useSessionState } from "../session/session-context.ts";
import { BackLink } from "../shell/page/BackLink.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { Problem } from "../ui/feedback/ErrorMessage.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { ActivityCard } from "../feed/cards/ActivityCard.tsx";
import { ActivityFeed, failureIn } from "../feed/list/ActivityFeed.tsx";
import { threadAddress } from "../navigation/paths.ts";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { GoneActivity } from "./GoneActivity.tsx";
import { ReplyForm } from "./ReplyForm.tsx";
import { shown } from "../feed/state/visible-activities.ts";
import column from "../ui/styles/OneColumn.module.css";
import styles from "./ThreadPage.module.css";
import { useFeed, useList } from "../feed/state/use-feed.ts";
import { useFeedWords } from "../feed/messages/use-feed-messages.ts";
import { useThreadWords } from "./messages/use-thread-messages.ts";

/** A post or a reply with what it answers and what answers it. */
export function ThreadPage() {
  const { id = "" } = useParams();
  const words = useThreadWords();
  const { retry } = useFeedWords().list;
  const wordsOfFailures = useFailureWords();
  const session = useSessionState();
  const feed = useFeed();
  const list = useList(`to:${id}`);
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  const main = shown(feed, id, list.now);
  const parent = list.replyToId === undefined ? undefined : shown(feed, list.replyToId, list.now);

  if (!main || list.phase.is === "missing") {
    const failure = failureIn(list.phase);
    if (failure !== undefined && !feed.known.has(id)) {
      return (
        <div className={column["page"]}>
          <Problem
            title={words.failed}
            isPage
            words={failureWords(failure, wordsOfFailures)}
            action={retry}
            busy={list.phase.is === "loading"}
            onAction={list.readMore}
          />
        </div>
      );
    }
    const isOnItsWay = list.phase.is === "loading" && !feed.known.has(id) && !feed.gone.has(id);
    return (
      <div className={column["page"]}>
        {isOnItsWay ? (
          <FeedSkeleton />
        ) : (
          <GoneActivity id={id} viewer={viewer} isKnown={feed.known.has(id)} />
        )}
      </div>
    );
  }
  const { activity } = main;
  return (
    <div className={column["page"]}>
      <title>{`${words.title(activity.author.name)} · Cruddur`}</title>
      <BackLink href="/">{words.back}</BackLink>
      <VisuallyHidden as="h1">{words.heading(activity.author.name)}</VisuallyHidden>
      {parent && (
        <section className={styles["parent"]} aria-label={words.inReplyTo(parent.activity.author.name)}>
          <p className={styles["label"]}>{words.inReplyTo(parent.activity.author.name)}</p>
          <ActivityCard shown={parent} now={list.now} />
        </section>
      )}
      <ActivityCard shown={main} now={list.now} isMain />
      {viewer ? (
        <ReplyForm viewer={viewer} activity={activity} />
      ) : (
        <p>
          <Link
            className={buttonClass("quiet")}
            href={`/sign-in?${new URLSearchParams({ next: threadAddress(id) })}`}
          >
            {words.signInToReply}
          </Link>
        </p>
      )}
      <h2 className={column["heading"]} id="replies">
        {words.replies(activity.repliesCount)}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="replies"
        failedTitle={words.failed}
        empty={<p>{words.noReplies}</p>}
      />
    </div>
  );
}
