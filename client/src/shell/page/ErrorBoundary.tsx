import { Component } from "react";
import type { ReactNode } from "react";
import { lastRequestId } from "../../api/last-request-id.ts";
import { useFailureWords } from "../../failures/failure-message.ts";
import { buttonClass } from "../../ui/Button.tsx";
import { Problem } from "../../ui/feedback/ErrorMessage.tsx";
import { PageFetchError } from "./page-load-error.ts";
import { useShellWords } from "../messages/use-shell-messages.ts";

/** Keeps a fault in one page from blanking the whole tab: a way back instead of nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (!(error instanceof PageFetchError)) return <PageCameApart />;
    return (
      <PageDidNotCome
        onTryAgain={() => {
          error.forget();
          this.setState({ error: undefined });
        }}
      />
    );
  }
}

function PageDidNotCome({ onTryAgain }: { onTryAgain: () => void }) {
  const words = useShellWords().pageDidNotCome;
  return (
    <Problem title={words.title} isPage words={words.lead} action={words.tryAgain} onAction={onTryAgain} />
  );
}

/** The way back is a real link, which loads everything anew. */
function PageCameApart() {
  const words = useShellWords().apart;
  const { quote } = useFailureWords();
  const requestId = lastRequestId();
  return (
    <Problem
      title={words.title}
      isPage
      words={requestId === undefined ? words.lead : `${words.lead} ${quote(requestId)}`}
      action={words.reload}
      onAction={() => location.reload()}
    >
      <a className={buttonClass("plain")} href="/">
        {words.back}
      </a>
    </Problem>
  );
}
