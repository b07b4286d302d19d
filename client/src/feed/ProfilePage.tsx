import { useParams } from "wouter";
import { failureWords, useFailureWords } from "../failures/failure-words.ts";
import { useSessionState } from "../session-context.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { BackLink } from "../shell/BackLink.tsx";
import { Problem } from "../ui/Problem.tsx";
import { ActivityFeed, failureIn } from "./ActivityFeed.tsx";
import { FeedSkeleton } from "./FeedSkeleton.tsx";
import { MissingPerson } from "./MissingPerson.tsx";
import column from "./OneColumn.module.css";
import styles from "./ProfilePage.module.css";
import { useList } from "./use-feed.ts";
import { useFeedWords } from "./use-words.ts";

/** A person and their posts, as far as whoever looks may read them. */
export function ProfilePage() {
  const { handle: named = "" } = useParams();
  const handle = named.toLowerCase();
  const words = useFeedWords();
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
            title={words.profile.failed}
            isPage
            words={failureWords(failure, wordsOfFailures)}
            action={words.list.retry}
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
      <title>{words.profile.title(author.name)}</title>
      <BackLink href="/">{words.thread.back}</BackLink>
      <header className={styles["head"]}>
        <Avatar name={author.name} handle={author.handle} />
        <div className={styles["names"]}>
          <h1>{author.name}</h1>
          <p className={styles["handle"]}>
            @{author.handle}
            {isViewer && ` · ${words.profile.you}`}
          </p>
        </div>
        {author.bio !== null && author.bio !== "" && <p className={styles["bio"]}>{author.bio}</p>}
      </header>
      <h2 className={column["heading"]} id="posts">
        {words.profile.posts}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="posts"
        failedTitle={words.profile.failed}
        empty={<p>{isViewer ? words.profile.noPostsOfYours : words.profile.noPosts(author.name)}</p>}
      />
    </div>
  );
}
