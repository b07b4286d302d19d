import { Component } from "react";
import type { ReactNode } from "react";
import { Problem } from "./Problem.tsx";

/** Keeps a fault in one page from blanking the whole tab: a way back instead of nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
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
