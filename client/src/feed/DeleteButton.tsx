import { useRef } from "react";
import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../generated/types.ts";
import { announce } from "../ui/Announcer.tsx";
import { Button } from "../ui/Button.tsx";
import { TrashIcon } from "../ui/icons.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import actions from "./CardActions.module.css";
import styles from "./DeleteButton.module.css";
import { remove } from "./mutations-on-demand.ts";
import { useFeedWords } from "./use-words.ts";

interface DeleteButtonProps {
  activity: ActivityFieldsFragment;
  /** Whether whoever deletes has written it; otherwise they are a moderator. */
  isOwn: boolean;
}

/** Deletes after a question. */
export function DeleteButton({ activity, isOwn }: DeleteButtonProps) {
  const client = useClient();
  const words = useFeedWords();
  const dialog = useRef<HTMLDialogElement>(null);

  async function confirm(): Promise<void> {
    dialog.current?.close();
    if (await remove(client, activity.id)) announce(words.card.deleted);
  }

  return (
    <>
      <button type="button" className={actions["action"]} onClick={() => dialog.current?.showModal()}>
        <TrashIcon />
        <VisuallyHidden>{words.card.delete}</VisuallyHidden>
      </button>
      <dialog className={styles["dialog"]} ref={dialog} aria-label={words.card.deleteTitle}>
        <h2>{words.card.deleteTitle}</h2>
        {!isOwn && <p>{words.card.deleteOfOther(activity.author.name)}</p>}
        <p>{words.card.deleteWarning}</p>
        <p className={styles["choices"]}>
          <Button look="quiet" onClick={() => dialog.current?.close()}>
            {words.card.keep}
          </Button>
          <Button look="danger" onClick={() => void confirm()}>
            {words.card.delete}
          </Button>
        </p>
      </dialog>
    </>
  );
}
