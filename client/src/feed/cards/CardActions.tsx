import { Link } from "wouter";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { useSessionState } from "../../session/session-context.ts";
import { HeartIcon, ReplyIcon } from "../../ui/icons/icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { threadAddress } from "../../navigation/paths.ts";
import styles from "./CardActions.module.css";
import { DeleteButton } from "./DeleteButton.tsx";
import { LikeButton } from "./LikeButton.tsx";
import { useFeedWords } from "../messages/use-feed-messages.ts";

interface CardActionsProps {
  activity: ActivityFieldsFragment;
  /** There is nothing to do with it: it is not there yet, or not any more. */
  isPassive: boolean;
  /** Its replies are on this page. */
  isMain: boolean;
}

/** Replies, likes, deletion: numbers for everybody, and for members what to do about them. */
export function CardActions({ activity, isPassive, isMain }: CardActionsProps) {
  const words = useFeedWords();
  const session = useSessionState();
  const viewer = session.status === "signedIn" ? session.viewer : undefined;
  const { id, author, likesCount, repliesCount } = activity;
  const isOwn = author.id === viewer?.id;
  const replies = (
    <>
      <ReplyIcon />
      {repliesCount}
      <VisuallyHidden>{words.card.replies(repliesCount)}</VisuallyHidden>
    </>
  );
  return (
    <span className={styles["actions"]}>
      {isPassive || isMain ? (
        <span className={styles["count"]}>{replies}</span>
      ) : (
        <Link className={styles["action"]} href={threadAddress(id)}>
          {replies}
        </Link>
      )}
      {viewer && !isPassive ? (
        <LikeButton activity={activity} />
      ) : (
        <span className={styles["count"]}>
          <HeartIcon filled={false} />
          {likesCount}
          <VisuallyHidden>{words.card.likes(likesCount)}</VisuallyHidden>
        </span>
      )}
      {!isPassive && (isOwn || viewer?.groups.includes("MODERATORS")) && (
        <DeleteButton activity={activity} isOwn={isOwn} />
      )}
    </span>
  );
}
