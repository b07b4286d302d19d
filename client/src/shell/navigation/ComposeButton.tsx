import { Suspense, useState } from "react";
import type { ComponentType } from "react";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import type { ComposeDialogProps } from "../../feed/compose/ComposeDialog.tsx";
import { showToast } from "../../ui/feedback/toast.ts";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import styles from "./Navigation.module.css";
import { PenIcon } from "./navigation-icons.tsx";

/** Opens the form for a post on any page. Its code is loaded on first use. */
export function ComposeButton({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useShellMessages();
  const [Dialog, setDialog] = useState<ComponentType<ComposeDialogProps>>();

  async function open(): Promise<void> {
    try {
      const { ComposeDialog } = await import("../../feed/compose/ComposeDialog.tsx");
      setDialog(() => ComposeDialog);
    } catch {
      const { lead, tryAgain } = messages.pageLoadFailed;
      showToast({ text: lead, action: tryAgain, onAction: () => void open() });
    }
  }

  return (
    <>
      <button type="button" className={`${styles["item"]} ${styles["primary"]}`} onClick={() => void open()}>
        <span className={styles["icon"]}>
          <PenIcon />
        </span>
        <span className={styles["label"]}>{messages.navigation.compose}</span>
      </button>
      {Dialog && (
        <Suspense fallback={null}>
          <Dialog viewer={viewer} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </>
  );
}
