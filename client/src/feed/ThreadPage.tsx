import { useParams, Link } from "wouter";
import { failureWords, useFailureWords } from "../failures/failure-words.ts";
import { useSessionState } from "../session-context.ts";
import { BackLink } from "../shell/BackLink.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { ActivityCard } from "./ActivityCard.tsx";
import { ActivityFeed, failureIn } from "./ActivityFeed.tsx";
import { FeedSkeleton } from "./FeedSkeleton.tsx";
import { GoneActivity } from "./GoneActivity.tsx";
import { ReplyForm } from "./ReplyForm.tsx";
import { shown } from "./shown-activities.ts";
import column from "./OneColumn.module.css";
import styles from "./ThreadPage.module.css";
import { useFeed, useList } from "./use-feed.ts";
import { useFeedWords } from "./use-words.ts";

/** A post or a reply with what it answers and what answers it. */
export function ThreadPage() {
  const { id = "" } = useParams();
  const words = useFeedWords();
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
            title={words.thread.failed}
            isPage
            words={failureWords(failure, wordsOfFailures)}
            action={words.list.retry}
            busy={list.phase.is === "loading"}
            onAction={list.readMore}
          />
        </div>
      );
    }
    const isOnItsWay = list.phase.is === "loading" && !feed.known.has(id) && !feed.gone.has(id);
    return (
      <div className={column["page"]}>
        {isOnItsWay ? <FeedSkeleton /> : <GoneActivity id={id} viewer={viewer} isNews={feed.known.has(id)} />}
      </div>
    );
  }
  const { activity } = main;
  return (
    <div className={column["page"]}>
      <title>{`${words.thread.title(activity.author.name)} · Cruddur`}</title>
      <BackLink href="/">{words.thread.back}</BackLink>
      <VisuallyHidden as="h1">{words.thread.heading(activity.author.name)}</VisuallyHidden>
      {parent && (
        <section
          className={styles["parent"]}
          aria-label={words.thread.inReplyTo(parent.activity.author.name)}
        >
          <p className={styles["label"]}>{words.thread.inReplyTo(parent.activity.author.name)}</p>
          <ActivityCard shown={parent} now={list.now} />
        </section>
      )}
      <ActivityCard shown={main} now={list.now} isMain />
      {viewer ? (
        <ReplyForm viewer={viewer} activity={activity} />
      ) : (
        <p>
          <Link className={buttonClass("quiet")} href="/sign-in">
            {words.thread.signInToReply}
          </Link>
        </p>
      )}
      <h2 className={column["heading"]} id="replies">
        {words.thread.replies(activity.repliesCount)}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="replies"
        failedTitle={words.thread.failed}
        empty={<p>{words.thread.noReplies}</p>}
      />
    </div>
  );
}
