import { useState } from "react";
import type { ComponentType } from "react";
import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { feedStoreFor } from "../state/feed-store.ts";
import { mutationFailed, unreachable } from "../state/mutations-in-flight.ts";
import styles from "./CardActions.module.css";
import type { DeleteDialogProps } from "./DeleteDialog.tsx";

interface DeleteButtonProps {
  activity: ActivityFieldsFragment;
  /** The viewer is the author; otherwise the viewer is a moderator. */
  isOwn: boolean;
}

/** Opens the confirmation dialog, whose code is loaded on first use. */
export function DeleteButton({ activity, isOwn }: DeleteButtonProps) {
  const client = useClient();
  const messages = useFeedMessages().card;
  const [Dialog, setDialog] = useState<ComponentType<DeleteDialogProps>>();

  async function open(): Promise<void> {
    try {
      const { DeleteDialog } = await import("./DeleteDialog.tsx");
      setDialog(() => DeleteDialog);
    } catch {
      feedStoreFor(client).update((feed) => mutationFailed(feed, activity.id, "delete", unreachable));
    }
  }

  return (
    <>
      <button type="button" className={styles["action"]} onClick={() => void open()}>
        <TrashIcon />
        <VisuallyHidden>{messages.delete}</VisuallyHidden>
      </button>
      {Dialog && <Dialog activity={activity} isOwn={isOwn} onClose={() => setDialog(undefined)} />}
    </>
  );
}

function TrashIcon() {
  return (
    <Icon>
      <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.9 12.5h9.2L17.5 7M10.2 10.8v5M13.8 10.8v5" />
    </Icon>
  );
}
