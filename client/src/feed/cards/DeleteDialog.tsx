import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/feedback/Dialog.tsx";
import styles from "./DeleteDialog.module.css";
import { remove } from "../mutations/feed-mutations.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

export interface DeleteQuestionProps {
  activity: ActivityFieldsFragment;
  isOwn: boolean;
  onAnswered: () => void;
}

/** Whether it is really to go; a refusal of the API is shown at the card. */
export function DeleteQuestion({ activity, isOwn, onAnswered }: DeleteQuestionProps) {
  const client = useClient();
  const words = useFeedWords().card;

  async function confirm(): Promise<void> {
    onAnswered();
    if (await remove(client, activity.id)) announce(words.deleted);
  }

  return (
    <Dialog
      title={words.deleteTitle}
      lead={
        isOwn ? words.deleteWarning : `${words.deleteOfOther(activity.author.name)} ${words.deleteWarning}`
      }
      onClose={onAnswered}
    >
      <p className={styles["choices"]}>
        <Button look="quiet" onClick={onAnswered}>
          {words.keep}
        </Button>
        <Button look="danger" onClick={() => void confirm()}>
          {words.delete}
        </Button>
      </p>
    </Dialog>
  );
}
