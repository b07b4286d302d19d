import { createContext, use, useSyncExternalStore } from "react";
import type { Session, SessionState } from "../../sdk/session/session.ts";

/** The session of this tab. */
export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error("useSession needs a SessionContext above it");
  return session;
}

/** The session's state; the component re-renders when it changes. */
export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}
