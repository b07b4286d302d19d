import { useParams } from "wouter";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { ActivityFeed } from "../feed/list/ActivityFeed.tsx";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { useFeedMessages } from "../feed/messages/use-feed-messages.ts";
import { listFailure } from "../feed/state/feed-state.ts";
import { useList } from "../feed/state/use-feed.ts";
import { useSessionState } from "../session/session-context.ts";
import { BackLink } from "../shell/page/BackLink.tsx";
import { Avatar } from "../ui/Avatar.tsx";
import { ErrorMessage } from "../ui/feedback/ErrorMessage.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import column from "../ui/styles/OneColumn.module.css";
import { useProfileMessages } from "./messages/use-profile-messages.ts";
import styles from "./ProfilePage.module.css";
import { UserNotFound } from "./UserNotFound.tsx";

/** A user, with the posts that the viewer may read. */
export function ProfilePage() {
  const { handle: typedHandle = "" } = useParams();
  const handle = typedHandle.toLowerCase();
  const messages = useProfileMessages();
  const { retry } = useFeedMessages().list;
  const failureMessages = useFailureMessages();
  const session = useSessionState();
  const list = useList(`by:${handle}`);
  const { author, status } = list;

  if (status.kind === "notFound") return <UserNotFound handle={handle} />;
  if (!author) {
    const failure = listFailure(list);
    return (
      <div className={column["page"]}>
        {failure === undefined ? (
          <FeedSkeleton />
        ) : (
          <ErrorMessage
            title={messages.failed}
            isPage
            text={failureMessage(failure, failureMessages)}
            action={retry}
            busy={status.kind === "loading"}
            onAction={list.loadMore}
          />
        )}
      </div>
    );
  }
  const isViewer = session.status === "signedIn" && session.viewer.id === author.id;
  return (
    <div className={column["page"]}>
      <PageTitle page={author.name} />
      <BackLink href="/">{messages.back}</BackLink>
      <header className={styles["head"]}>
        <Avatar name={author.name} handle={author.handle} />
        <div className={styles["names"]}>
          <h1 dir="auto">{author.name}</h1>
          <p className={styles["handle"]}>
            <bdi dir="ltr">@{author.handle}</bdi>
            {isViewer && ` · ${messages.you}`}
          </p>
        </div>
        {author.bio !== null && author.bio !== "" && (
          <p className={styles["bio"]} dir="auto">
            {author.bio}
          </p>
        )}
      </header>
      <h2 className={column["heading"]} id="posts">
        {messages.posts}
      </h2>
      <ActivityFeed
        list={list}
        labelledBy="posts"
        failedTitle={messages.failed}
        empty={<p>{isViewer ? messages.noOwnPosts : messages.noPosts(author.name)}</p>}
      />
    </div>
  );
}
