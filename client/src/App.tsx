import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { Provider } from "urql";
import { FeedSkeleton } from "./feed/FeedSkeleton.tsx";
import { Routes } from "./routes.tsx";
import { useSession, useSessionState } from "./session-context.ts";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { Problem } from "./ui/Problem.tsx";
import { Shell } from "./ui/Shell.tsx";
import { createGraphQLClient } from "./urql.ts";

/** The whole client below the session. */
export function App({ apiUrl }: { apiUrl: string }) {
  return (
    <Shell>
      <Identity apiUrl={apiUrl} />
    </Shell>
  );
}

/** Pages once it is known who looks at them, and again from nothing when that changes. */
function Identity({ apiUrl }: { apiUrl: string }) {
  const [path] = useLocation();
  const session = useSession();
  const state = useSessionState();
  const viewerId = state.status === "signedIn" ? state.viewer.id : undefined;
  const client = useMemo(() => createGraphQLClient(apiUrl, session, viewerId), [apiUrl, session, viewerId]);

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
        title="Cruddur cannot be reached"
        words="You may be offline, or we are. If you were signed in, you still are."
        action="Try again"
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
