import { ActivityFeed } from "../feed/list/ActivityFeed.tsx";
import type { Author } from "../feed/state/feed-state.ts";
import type { VisibleList } from "../feed/state/use-feed.ts";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { useProfileMessages } from "./messages/use-profile-messages.ts";

/** The posts of a user. */
export function AuthorPosts({
  list,
  author,
  isSelf,
}: {
  list: VisibleList;
  author: Author;
  isSelf: boolean;
}) {
  const messages = useProfileMessages();
  return (
    <section>
      <VisuallyHidden as="h2" id="posts">
        {messages.posts}
      </VisuallyHidden>
      <ActivityFeed
        list={list}
        labelledBy="posts"
        failedTitle={messages.failed}
        empty={<p>{isSelf ? messages.noOwnPosts : messages.noPosts(author.name)}</p>}
      />
    </section>
  );
}
