import { useState } from "react";
import type { ComponentType } from "react";
import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { TrashIcon } from "../../ui/icons/icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./CardActions.module.css";
import type { DeleteQuestionProps } from "./DeleteDialog.tsx";
import { feedStoreOf } from "../state/feed-store.ts";
import { refused, unreachable } from "../state/mutation-failures.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

interface DeleteButtonProps {
  activity: ActivityFieldsFragment;
  /** Whether whoever deletes has written it; otherwise they are a moderator. */
  isOwn: boolean;
}

/** Deletes after a question, the code for which comes when it is asked. */
export function DeleteButton({ activity, isOwn }: DeleteButtonProps) {
  const client = useClient();
  const words = useFeedWords().card;
  const [Question, setQuestion] = useState<ComponentType<DeleteQuestionProps>>();

  async function ask(): Promise<void> {
    try {
      const { DeleteQuestion } = await import("./DeleteDialog.tsx");
      setQuestion(() => DeleteQuestion);
    } catch {
      feedStoreOf(client).change((feed) => refused(feed, activity.id, unreachable));
    }
  }

  return (
    <>
      <button type="button" className={styles["action"]} onClick={() => void ask()}>
        <TrashIcon />
        <VisuallyHidden>{words.delete}</VisuallyHidden>
      </button>
      {Question && <Question activity={activity} isOwn={isOwn} onAnswered={() => setQuestion(undefined)} />}
    </>
  );
}
