import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { API_URL } from "./api/api-url.ts";
import { Provider } from "urql";
import { FeedSkeleton } from "./feed/list/FeedSkeleton.tsx";
import { Routes } from "./routes.tsx";
import { useSession, useSessionState } from "./session/session-context.ts";
import { ErrorBoundary } from "./shell/page/ErrorBoundary.tsx";
import { Shell } from "./shell/Shell.tsx";
import { useShellWords } from "./shell/messages/use-shell-messages.ts";
import { Problem } from "./ui/feedback/ErrorMessage.tsx";
import { createGraphQLClient } from "./api/graphql-client.ts";

/** The whole client below the session. */
export function App() {
  return (
    <Shell>
      <Identity />
    </Shell>
  );
}

/** Pages once it is known who looks at them, and again from nothing when that changes. */
function Identity() {
  const [path] = useLocation();
  const words = useShellWords().unreachable;
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
      <Problem
        title={words.title}
        isPage
        words={words.lead}
        action={words.tryAgain}
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
