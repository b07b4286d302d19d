import { BlockDialog } from "./BlockDialog.tsx";
import { ReportDialog } from "./ReportDialog.tsx";
import type { SafetyDialog } from "./safety-dialog.ts";

/** The dialog that is open. */
export function SafetyDialogs({ dialog }: { dialog: SafetyDialog }) {
  return dialog.kind === "block" ? <BlockDialog user={dialog.user} /> : <ReportDialog {...dialog} />;
}
