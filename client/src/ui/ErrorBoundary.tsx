import { Component } from "react";
import type { ReactNode } from "react";
import { PageFetchError } from "./page-fetch-error.ts";
import { Problem } from "./Problem.tsx";

/** Keeps a fault in one page from blanking the whole tab: a way back instead of nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof PageFetchError) {
      return (
        <Problem
          title="This page did not come"
          words="This page could not be fetched. Check your connection."
          action="Try again"
          onAction={() => {
            error.forget();
            this.setState({ error: undefined });
          }}
        />
      );
    }
    return (
      <Problem
        title="This page has come apart"
        words="It is our fault, not yours. Loading it again usually helps; nothing you posted is lost."
        action="Load again"
        onAction={() => location.reload()}
      />
    );
  }
}
