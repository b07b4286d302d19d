import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../../generated/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { announce } from "../../../ui/feedback/Announcer.tsx";
import { Dialog } from "../../../ui/feedback/Dialog.tsx";

import { deleteActivity } from "../../mutations/feed-mutations.ts";
import styles from "./DeleteDialog.module.css";
import { useCardMenuMessages } from "./messages/use-card-menu-messages.ts";

export interface DeleteDialogProps {
  activity: ActivityFieldsFragment;
  isOwn: boolean;
  onClose: () => void;
}

/** Asks before it deletes an activity. The card shows a failure. */
export function DeleteDialog({ activity, isOwn, onClose }: DeleteDialogProps) {
  const client = useClient();
  const messages = useCardMenuMessages();

  async function confirm(): Promise<void> {
    onClose();
    if (await deleteActivity(client, activity.id)) announce(messages.deleted);
  }

  return (
    <Dialog
      title={messages.deleteTitle}
      lead={
        isOwn
          ? messages.deleteWarning
          : `${messages.deleteOfOther(activity.author.name)} ${messages.deleteWarning}`
      }
      onClose={onClose}
    >
      <p className={styles["choices"]}>
        <Button look="quiet" onClick={onClose}>
          {messages.keep}
        </Button>
        <Button look="danger" onClick={() => void confirm()}>
          {messages.delete}
        </Button>
      </p>
    </Dialog>
  );
}
