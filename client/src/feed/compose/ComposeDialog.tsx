import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/feedback/Dialog.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { PostForm } from "./PostForm.tsx";

export interface ComposeDialogProps {
  viewer: ViewerFieldsFragment;
  onClose: () => void;
}

/** The form for a post on top of any page. It has the draft of the home page's form, and closes once the post is saved. */
export function ComposeDialog({ viewer, onClose }: ComposeDialogProps) {
  const messages = useFeedMessages().compose;
  return (
    <Dialog title={messages.dialogTitle} onClose={onClose}>
      <PostForm viewer={viewer} onSent={onClose} />
      <Button look="quiet" onClick={onClose}>
        {messages.close}
      </Button>
    </Dialog>
  );
}
