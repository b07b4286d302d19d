import { useEffect } from "react";
import { useClient } from "urql";
import { useSession, useSessionState } from "../session/session-context.ts";

/** The code is loaded after what the page itself needs. */
const DELAY_MS = 1000;

/** Follows the viewer's notifications while the component is mounted. */
export function useNotificationsWatch(): void {
  const client = useClient();
  const session = useSession();
  const state = useSessionState();
  const viewerId = state.status === "signedIn" ? state.viewer.id : undefined;
  useEffect(() => {
    if (viewerId === undefined) return undefined;
    let stop: (() => void) | undefined;
    let isUnmounted = false;
    const load = async () => {
      const { watchNotifications } = await import("./watch-notifications.ts");
      if (!isUnmounted) stop = watchNotifications({ client, fetch: session.fetchAs(viewerId), viewerId });
    };
    // Pages work without; the next visit retries.
    const timer = setTimeout(() => load().catch(() => {}), DELAY_MS);
    return () => {
      isUnmounted = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [client, session, viewerId]);
}
