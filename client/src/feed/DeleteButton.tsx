import { useState } from "react";
import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../generated/types.ts";
import { announce } from "../ui/Announcer.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
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
  const words = useFeedWords().card;
  const [isAsking, setIsAsking] = useState(false);
  const keep = () => setIsAsking(false);

  async function confirm(): Promise<void> {
    setIsAsking(false);
    if (await remove(client, activity.id)) announce(words.deleted);
  }

  return (
    <>
      <button type="button" className={actions["action"]} onClick={() => setIsAsking(true)}>
        <TrashIcon />
        <VisuallyHidden>{words.delete}</VisuallyHidden>
      </button>
      {isAsking && (
        <Dialog
          title={words.deleteTitle}
          lead={
            isOwn
              ? words.deleteWarning
              : `${words.deleteOfOther(activity.author.name)} ${words.deleteWarning}`
          }
          onClose={keep}
        >
          <p className={styles["choices"]}>
            <Button look="quiet" onClick={keep}>
              {words.keep}
            </Button>
            <Button look="danger" onClick={() => void confirm()}>
              {words.delete}
            </Button>
          </p>
        </Dialog>
      )}
    </>
  );
}
