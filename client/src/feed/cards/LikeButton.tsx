import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { HeartIcon } from "../../ui/icons/icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { setLike } from "../mutations/lazy-mutations.ts";
import styles from "./CardActions.module.css";

/** Likes an activity, or removes the like. */
export function LikeButton({ activity }: { activity: ActivityFieldsFragment }) {
  const client = useClient();
  const messages = useFeedMessages();
  const { id, viewerHasLiked, likesCount } = activity;
  return (
    <button
      type="button"
      className={`${styles["action"]} ${viewerHasLiked ? styles["liked"] : ""}`}
      aria-pressed={viewerHasLiked}
      onClick={() => void setLike(client, id, !viewerHasLiked)}
    >
      <HeartIcon filled={viewerHasLiked} />
      <VisuallyHidden>{messages.card.like}, </VisuallyHidden>
      {likesCount}
      <VisuallyHidden>{messages.card.likes(likesCount)}</VisuallyHidden>
    </button>
  );
}
