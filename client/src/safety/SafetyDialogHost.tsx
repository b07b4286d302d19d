import { Suspense } from "react";
import { lazyPage } from "../shell/page/lazy-page.tsx";
import { useSafetyDialog } from "./safety-dialog.ts";

const SafetyDialogs = lazyPage(async () => (await import("./SafetyDialogs.tsx")).SafetyDialogs);

/** Where the dialogs to block and to report are shown; their code is loaded on first use. */
export function SafetyDialogHost() {
  const dialog = useSafetyDialog();
  return (
    dialog && (
      <Suspense fallback={null}>
        <SafetyDialogs dialog={dialog} />
      </Suspense>
    )
  );
}
