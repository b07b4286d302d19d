import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { HeartIcon } from "../../ui/icons/icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./CardActions.module.css";
import { like } from "../mutations/lazy-mutations.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

/** Likes, and takes the like back. */
export function LikeButton({ activity }: { activity: ActivityFieldsFragment }) {
  const client = useClient();
  const words = useFeedWords();
  const { id, viewerHasLiked, likesCount } = activity;
  return (
    <button
      type="button"
      className={`${styles["action"]} ${viewerHasLiked ? styles["liked"] : ""}`}
      aria-pressed={viewerHasLiked}
      onClick={() => void like(client, id, !viewerHasLiked)}
    >
      <HeartIcon filled={viewerHasLiked} />
      <VisuallyHidden>{words.card.like}, </VisuallyHidden>
      {likesCount}
      <VisuallyHidden>{words.card.likes(likesCount)}</VisuallyHidden>
    </button>
  );
}
