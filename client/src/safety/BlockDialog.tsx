import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/feedback/Dialog.tsx";
import { DialogActions } from "../ui/feedback/DialogActions.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import { closeSafetyDialog } from "./safety-dialog.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import { useChangeRelation } from "./use-change-relation.ts";

/** Says what a block does, before it is made. */
export function BlockDialog({ user }: { user: SafetySubject }) {
  const messages = useSafetyMessages();
  const changeRelation = useChangeRelation();
  return (
    <Dialog
      title={messages.blockDialog.title(user.handle)}
      lead={messages.blockDialog.lead}
      onClose={closeSafetyDialog}
    >
      <DialogActions>
        <Button look="quiet" onClick={closeSafetyDialog}>
          {messages.cancel}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeSafetyDialog();
            void changeRelation(user, "block");
          }}
        >
          {messages.blockDialog.confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
