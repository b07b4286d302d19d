import { useParams, Link } from "wouter";
import { failureWords, useFailureWords } from "../failures/failure-words.ts";
import { useSessionState } from "../session-context.ts";
import { BackLink } from "../shell/BackLink.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { Problem } from "../ui/Problem.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { ActivityCard } from "../feed/ActivityCard.tsx";
import { ActivityFeed, failureIn } from "../feed/ActivityFeed.tsx";
import { threadAddress } from "../feed/addresses.ts";
import { FeedSkeleton } from "../feed/FeedSkeleton.tsx";
import { GoneActivity } from "./GoneActivity.tsx";
import { ReplyForm } from "./ReplyForm.tsx";
import { shown } from "../feed/shown-activities.ts";
import column from "../ui/OneColumn.module.css";
import styles from "./ThreadPage.module.css";
import { useFeed, useList } from "../feed/use-feed.ts";
import { useFeedWords } from "../feed/use-words.ts";
import { useThreadWords } from "./use-words.ts";

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
