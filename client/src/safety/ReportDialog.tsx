import { useState } from "react";
import { Dialog } from "../ui/feedback/Dialog.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import { ReportForm } from "./ReportForm.tsx";
import { ReportThanks } from "./ReportThanks.tsx";
import { closeSafetyDialog } from "./safety-dialog.ts";
import type { SafetySubject } from "./safety-dialog.ts";

interface ReportDialogProps {
  user: SafetySubject;
  /** The activity that is reported; undefined to report the user. */
  activityId: string | undefined;
}

/** Reports an activity or a user, and then offers not to see more of that user. */
export function ReportDialog({ user, activityId }: ReportDialogProps) {
  const { reportDialog, thanks } = useSafetyMessages();
  const [isSent, setIsSent] = useState(false);
  const title = activityId === undefined ? reportDialog.titleUser : reportDialog.titlePost;
  return (
    <Dialog
      title={isSent ? thanks.title : title(user.handle)}
      lead={isSent ? thanks.lead : reportDialog.lead}
      onClose={closeSafetyDialog}
    >
      {isSent ? (
        <ReportThanks user={user} />
      ) : (
        <ReportForm user={user} activityId={activityId} onSent={() => setIsSent(true)} />
      )}
    </Dialog>
  );
}
