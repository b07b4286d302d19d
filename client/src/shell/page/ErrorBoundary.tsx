import { Component, useEffect, useEffectEvent } from "react";
import type { ReactNode } from "react";
import { lastRequestId } from "../../api/last-request-id.ts";
import { useFailureMessages } from "../../failures/failure-message.ts";
import { buttonClass } from "../../ui/Button.tsx";
import { ErrorMessage } from "../../ui/feedback/ErrorMessage.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import { PageLoadError } from "./page-load-error.ts";

interface ErrorBoundaryProps {
  /** The page is complete without the part, which is left out while its code cannot be loaded. */
  isOptional?: boolean;
  children: ReactNode;
}

/** Catches errors of a page, and shows a message with a way to retry or leave it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (!(error instanceof PageLoadError)) return <PageError />;
    return (
      <PageLoadFailed
        isSilent={this.props.isOptional ?? false}
        onRetry={() => {
          error.reset();
          this.setState({ error: undefined });
        }}
      />
    );
  }
}

/** Tries again by itself when the connection returns. */
function PageLoadFailed({ isSilent, onRetry }: { isSilent: boolean; onRetry: () => void }) {
  const messages = useShellMessages().pageLoadFailed;
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    const onOnline = () => retry();
    addEventListener("online", onOnline);
    return () => removeEventListener("online", onOnline);
  }, []);
  if (isSilent) return null;
  return (
    <ErrorMessage
      title={messages.title}
      isPage
      text={messages.lead}
      action={messages.tryAgain}
      onAction={onRetry}
    />
  );
}

/** The link is no client-side navigation: it loads the application again. */
function PageError() {
  const messages = useShellMessages().pageError;
  const { quote } = useFailureMessages();
  const requestId = lastRequestId();
  return (
    <ErrorMessage
      title={messages.title}
      isPage
      text={requestId === undefined ? messages.lead : `${messages.lead} ${quote(requestId)}`}
      action={messages.reload}
      onAction={() => location.reload()}
    >
      <a className={buttonClass("plain")} href="/">
        {messages.back}
      </a>
    </ErrorMessage>
  );
}
