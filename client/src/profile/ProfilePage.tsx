import { useClient } from "urql";
import { useLocation, useParams } from "wouter";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { FeedSkeleton } from "../feed/list/FeedSkeleton.tsx";
import { useFeedMessages } from "../feed/messages/use-feed-messages.ts";
import { listFailure } from "../feed/state/feed-state.ts";
import { feedStoreFor } from "../feed/state/feed-store.ts";
import { relationTo } from "../feed/state/relations.ts";
import { useFeed, useList } from "../feed/state/use-feed.ts";
import { profilePath, profileRepliesPath } from "../navigation/paths.ts";
import { RelationNotice } from "../safety/RelationNotice.tsx";
import { useSessionState } from "../session/session-context.ts";
import { BackLink } from "../shell/page/BackLink.tsx";
import { NotFoundPage } from "../shell/page/NotFoundPage.tsx";
import { ErrorMessage } from "../ui/feedback/ErrorMessage.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import column from "../ui/styles/OneColumn.module.css";
import { AuthorPosts } from "./AuthorPosts.tsx";
import { AuthorReplies } from "./AuthorReplies.tsx";
import { useProfileMessages } from "./messages/use-profile-messages.ts";
import { ProfileHeader } from "./ProfileHeader.tsx";
import { ProfileTabs } from "./ProfileTabs.tsx";
import { UserNotFound } from "./UserNotFound.tsx";

/** A user, with the posts or the replies that the viewer may read. */
export function ProfilePage() {
  const { handle: typedHandle, tab } = useParams<{ handle: string; tab?: string }>();
  const handle = typedHandle.toLowerCase();
  const messages = useProfileMessages();
  const { retry } = useFeedMessages().list;
  const failureMessages = useFailureMessages();
  const [, navigate] = useLocation();
  const store = feedStoreFor(useClient());
  const session = useSessionState();
  const list = useList(`by:${handle}`);
  const feed = useFeed();
  const { author, status } = list;
  const isReplies = tab === "replies";

  if (tab !== undefined && !isReplies) return <NotFoundPage />;
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
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  const self = viewer?.id === author.id ? viewer : undefined;
  const relation = relationTo(feed, author.id);

  function showSaved(newHandle: string): void {
    void store.load(`by:${newHandle}`);
    if (newHandle !== handle) {
      navigate(isReplies ? profileRepliesPath(newHandle) : profilePath(newHandle), { replace: true });
    }
  }

  return (
    <div className={column["page"]}>
      <PageTitle page={author.name} />
      <BackLink />
      <ProfileHeader author={author} self={self} canAct={viewer !== undefined} onSaved={showSaved}>
        {!relation.isBlocked && <ProfileTabs handle={author.handle} isReplies={isReplies} />}
      </ProfileHeader>
      {!self && <RelationNotice user={author} relation={relation} />}
      {relation.isBlocked ? null : isReplies ? (
        <AuthorReplies author={author} isSelf={self !== undefined} />
      ) : (
        <AuthorPosts list={list} author={author} isSelf={self !== undefined} />
      )}
    </div>
  );
}
