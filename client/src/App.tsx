import { Suspense, useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { Provider } from "urql";
import { API_URL } from "./api/api-url.ts";
import { createGraphQLClient } from "./api/graphql-client.ts";
import { FeedSkeleton } from "./feed/list/FeedSkeleton.tsx";
import { useNotificationsWatch } from "./notifications/use-notifications-watch.ts";
import { preloadLikelyRoutes, Routes } from "./routes.tsx";
import { SafetyDialogHost } from "./safety/SafetyDialogHost.tsx";
import { useSession, useSessionState } from "./session/session-context.ts";
import { useShellMessages } from "./shell/messages/use-shell-messages.ts";
import { ErrorBoundary } from "./shell/page/ErrorBoundary.tsx";
import { Shell } from "./shell/Shell.tsx";
import { SideColumn } from "./shell/side/SideColumn.tsx";
import { ErrorMessage } from "./ui/feedback/ErrorMessage.tsx";

export function App() {
  const session = useSession();
  const state = useSessionState();
  const viewerId = state.status === "signedIn" ? state.viewer.id : undefined;
  const client = useMemo(() => createGraphQLClient(API_URL, session, viewerId), [session, viewerId]);
  return (
    <Provider value={client}>
      <Shell side={<SideColumn />}>
        {/* Above the key of a page: React keeps the open page only within a boundary that stays. */}
        <Suspense fallback={null}>
          <Identity />
        </Suspense>
      </Shell>
    </Provider>
  );
}

/** Renders the pages once the identity is known, and remounts them when it changes. */
function Identity() {
  const [path] = useLocation();
  const messages = useShellMessages().unreachable;
  const session = useSession();
  const state = useSessionState();
  useNotificationsWatch();

  useEffect(() => {
    const retry = () => {
      if (session.state().status === "unreachable") void session.refresh();
    };
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [session]);

  useEffect(() => {
    if (state.status === "guest" || state.status === "signedIn") {
      preloadLikelyRoutes(state.status === "signedIn");
    }
  }, [state.status]);

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
  const identity = state.status === "signedIn" ? state.viewer.id : "guest";
  return (
    <ErrorBoundary key={`${identity} ${path}`}>
      <Routes />
      <SafetyDialogHost />
    </ErrorBoundary>
  );
}
