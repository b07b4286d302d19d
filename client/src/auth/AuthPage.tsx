import { Redirect } from "../navigation/Redirect.tsx";
import { useSessionState } from "../session/session-context.ts";
import { useNextPage } from "./auth-paths.ts";
import { AuthCard } from "./AuthCard.tsx";
import type { AuthCardProps } from "./AuthCard.tsx";

/**
 * A page for guests. It redirects members to the page that they wanted; first to the welcome page, if they have not chosen
 * their name and handle.
 */
export function AuthPage(props: AuthCardProps) {
  const state = useSessionState();
  const next = useNextPage();
  if (state.status !== "signedIn") return <AuthCard {...props} />;
  const to = state.viewer.profileIsComplete ? next : `/welcome?${new URLSearchParams({ next })}`;
  return <Redirect to={to} />;
}
