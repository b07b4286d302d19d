import { createContext, use, useSyncExternalStore } from "react";
import type { Session, SessionState } from "../../sdk/session/session.ts";

/** The tab's one session, given at the root. */
export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error("useSession needs a SessionContext above it");
  return session;
}

/** The session's state; the component renders again when it changes. */
export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}
