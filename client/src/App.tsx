import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { Provider } from "urql";
import { API_URL } from "./api/api-url.ts";
import { createGraphQLClient } from "./api/graphql-client.ts";
import { FeedSkeleton } from "./feed/list/FeedSkeleton.tsx";
import { Routes } from "./routes.tsx";
import { useSession, useSessionState } from "./session/session-context.ts";
import { useShellMessages } from "./shell/messages/use-shell-messages.ts";
import { ErrorBoundary } from "./shell/page/ErrorBoundary.tsx";
import { Shell } from "./shell/Shell.tsx";
import { ErrorMessage } from "./ui/feedback/ErrorMessage.tsx";

export function App() {
  return (
    <Shell>
      <Identity />
    </Shell>
  );
}

/** Renders the pages once the identity is known, and remounts them when it changes. */
function Identity() {
  const [path] = useLocation();
  const messages = useShellMessages().unreachable;
  const session = useSession();
  const state = useSessionState();
  const viewerId = state.status === "signedIn" ? state.viewer.id : undefined;
  const client = useMemo(() => createGraphQLClient(API_URL, session, viewerId), [session, viewerId]);

  useEffect(() => {
    const retry = () => {
      if (session.state().status === "unreachable") void session.refresh();
    };
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [session]);

  if (state.status === "starting") return path === "/" ? <FeedSkeleton /> : null;
  if (state.status === "unreachable") {
    return (
      <ErrorMessage
        title={messages.title}
        isPage
        text={messages.lead}
        action={messages.tryAgain}
        onAction={() => void session.refresh()}
      />
    );
  }
  return (
    <Provider key={viewerId ?? "guest"} value={client}>
      <ErrorBoundary key={path}>
        <Routes />
      </ErrorBoundary>
    </Provider>
  );
}
