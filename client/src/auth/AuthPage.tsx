import { Redirect } from "../navigation/Redirect.tsx";
import { passkeyOfferIsDue } from "../passkeys/passkey-offer.ts";
import { useSessionState } from "../session/session-context.ts";
import { useNextPage } from "./auth-paths.ts";
import { AuthCard } from "./AuthCard.tsx";
import type { AuthCardProps } from "./AuthCard.tsx";

/**
 * A page for guests. It redirects members to the page that they wanted; first to the welcome page, if they have not chosen
 * their name and handle, and to the offer of a passkey, if it is due.
 */
export function AuthPage(props: AuthCardProps) {
  const state = useSessionState();
  const next = useNextPage();
  if (state.status !== "signedIn") return <AuthCard {...props} />;
  const afterwards = passkeyOfferIsDue() ? pathWithNext("/welcome/passkey", next) : next;
  const to = state.viewer.profileIsComplete ? afterwards : pathWithNext("/welcome", afterwards);
  return <Redirect to={to} />;
}

function pathWithNext(path: string, next: string): string {
  return `${path}?${new URLSearchParams({ next })}`;
}
