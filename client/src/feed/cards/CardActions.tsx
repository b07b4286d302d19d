import { Link } from "wouter";
import { LikeActivityDocument, UnlikeActivityDocument } from "../../../generated/documents.ts";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { threadPath } from "../../navigation/paths.ts";
import { useSessionState } from "../../session/session-context.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import type { ActivityChange } from "../state/feed-state.ts";
import styles from "./CardActions.module.css";
import { ChangeButton } from "./ChangeButton.tsx";

const like: ActivityChange = {
  kind: "like",
  document: LikeActivityDocument,
  patch: ({ viewerHasLiked, likesCount }) => ({
    viewerHasLiked: true,
    likesCount: likesCount + Number(!viewerHasLiked),
  }),
};

const unlike: ActivityChange = {
  kind: "like",
  document: UnlikeActivityDocument,
  patch: ({ viewerHasLiked, likesCount }) => ({
    viewerHasLiked: false,
    likesCount: likesCount - Number(viewerHasLiked),
  }),
};

interface CardActionsProps {
  activity: ActivityFieldsFragment;
  /** The activity is not saved yet, or is gone. */
  isReadOnly: boolean;
  /** The page is about this activity, and shows its replies. */
  isMain: boolean;
}

/** Counts of replies and likes for everybody, unless they are zero; a button to like for members. */
export function CardActions({ activity, isReadOnly, isMain }: CardActionsProps) {
  const messages = useFeedMessages();
  const session = useSessionState();
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  const { id, likesCount, repliesCount, viewerHasLiked } = activity;
  const replies = (
    <>
      <ReplyIcon />
      {repliesCount > 0 && repliesCount}
      <VisuallyHidden>
        {repliesCount === 0 && 0}
        {messages.card.replies(repliesCount)}
      </VisuallyHidden>
    </>
  );
  const likes = (
    <>
      {likesCount > 0 && likesCount}
      <VisuallyHidden>
        {likesCount === 0 && 0}
        {messages.card.likes(likesCount)}
      </VisuallyHidden>
    </>
  );
  return (
    <span className={styles["actions"]}>
      {isReadOnly || isMain ? (
        <span className={styles["count"]}>{replies}</span>
      ) : (
        <Link className={styles["action"]} href={threadPath(id)}>
          {replies}
        </Link>
      )}
      {viewer && !isReadOnly ? (
        <ChangeButton
          activity={activity}
          change={viewerHasLiked ? unlike : like}
          isPressed={viewerHasLiked}
          className={viewerHasLiked ? styles["liked"] : undefined}
        >
          <HeartIcon filled={viewerHasLiked} />
          <VisuallyHidden>{messages.card.like}, </VisuallyHidden>
          {likes}
        </ChangeButton>
      ) : (
        <span className={styles["count"]}>
          <HeartIcon filled={false} />
          {likes}
        </span>
      )}
    </span>
  );
}

function HeartIcon({ filled }: { filled: boolean }) {
  return (
    <Icon filled={filled}>
      <path d="M12 20s-7.5-4.4-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.6-7.5 10-7.5 10Z" />
    </Icon>
  );
}

function ReplyIcon() {
  return (
    <Icon>
      <path d="M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.4-4.8A7.5 7.5 0 1 1 20 11.5Z" />
    </Icon>
  );
}
