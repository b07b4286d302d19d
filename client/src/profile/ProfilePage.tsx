import { useParams } from "wouter";
import { failureWords, useFailureWords } from "../failures/failure-message.ts";
import { useSessionState } from "../session/session-context.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { BackLink } from "../shell/page/BackLink.tsx";
import { Problem } from "../ui/feedback/ErrorMessage.tsx";
import { ActivityFeed, failureIn } from "../feed/list/ActivityFeed.tsx";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { MissingPerson } from "./UserNotFound.tsx";
import column from "../ui/styles/OneColumn.module.css";
import styles from "./ProfilePage.module.css";
import { useList } from "../feed/state/use-feed.ts";
import { useFeedWords } from "../feed/messages/use-feed-messages.ts";
import { useProfileWords } from "./messages/use-profile-messages.ts";

/** A person and their posts, as far as whoever looks may read them. */
export function ProfilePage() {
  const { handle: named = "" } = useParams();
  const handle = named.toLowerCase();
  const words = useProfileWords();
  const { retry } = useFeedWords().list;
  const wordsOfFailures = useFailureWords();
  const session = useSessionState();
  const list = useList(`by:${handle}`);
  const { author, phase } = list;

  if (phase.is === "missing") return <MissingPerson handle={handle} />;
  if (!author) {
    const failure = failureIn(phase);
    return (
      <div className={column["page"]}>
        {failure === undefined ? (
          <FeedSkeleton />
        ) : (
          <Problem
            title={words.failed}
            isPage
            words={failureWords(failure, wordsOfFailures)}
            action={retry}
            busy={phase.is === "loading"}
            onAction={list.readMore}
          />
        )}
      </div>
    );
  }
  const isViewer = session.status === "signedIn" && session.viewer.id === author.id;
  return (
    <div className={column["page"]}>
      <title>{words.title(author.name)}</title>
      <BackLink href="/">{words.back}</BackLink>
      <header className={styles["head"]}>
        <Avatar name={author.name} handle={author.handle} />
        <div className={styles["names"]}>
          <h1>{author.name}</h1>
          <p className={styles["handle"]}>
            @{author.handle}
            {isViewer && ` · ${words.you}`}
          </p>
        </div>
        {author.bio !== null && author.bio !== "" && <p className={styles["bio"]}>{author.bio}</p>}
      </header>
      <h2 className={column["heading"]} id="posts">
        {words.posts}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="posts"
        failedTitle={words.failed}
        empty={<p>{isViewer ? words.noPostsOfYours : words.noPosts(author.name)}</p>}
      />
    </div>
  );
}
