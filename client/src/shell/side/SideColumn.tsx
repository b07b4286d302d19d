import { Suspense } from "react";
import { useLocation } from "wouter";
import { isAuthPath } from "../../navigation/paths.ts";
import { setWantsSideColumn, useWantsSideColumn } from "../../preferences/side-column.ts";
import { useSessionState } from "../../session/session-context.ts";
import { showToast } from "../../ui/feedback/toast.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import { ErrorBoundary } from "../page/ErrorBoundary.tsx";
import { lazyPage } from "../page/lazy-page.tsx";
import styles from "./SideColumn.module.css";
import { useHasSideColumn } from "./use-has-side-column.ts";

const Highlights = lazyPage(async () => (await import("../../highlights/Highlights.tsx")).Highlights);

/** The third column of wide screens, until the reader hides it. Pages that end in a sign-in have none. */
export function SideColumn() {
  const messages = useShellMessages().side;
  const state = useSessionState();
  const [path] = useLocation();
  const hasRoom = useHasSideColumn();
  const isWanted = useWantsSideColumn();
  const isKnown = state.status === "signedIn" || state.status === "guest";
  if (!hasRoom || !isWanted || !isKnown || isAuthPath(path)) return null;

  function hide(): void {
    setWantsSideColumn(false);
    showToast({
      text: messages.hidden,
      action: messages.undo,
      onAction: () => setWantsSideColumn(true),
      takesFocus: true,
    });
  }

  return (
    <aside className={styles["side"]} aria-label={messages.label}>
      <ErrorBoundary isOptional>
        <Suspense fallback={null}>
          <Highlights />
          <button type="button" className={styles["hide"]} onClick={hide}>
            <CloseIcon />
            <VisuallyHidden>{messages.hide}</VisuallyHidden>
          </button>
        </Suspense>
      </ErrorBoundary>
    </aside>
  );
}

function CloseIcon() {
  return (
    <Icon>
      <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />
    </Icon>
  );
}
