import { useEffect } from "react";
import { useClient } from "urql";
import type { Client } from "urql";
import { useSession } from "../../session/session-context.ts";
import { feedStoreOf } from "../state/feed-store.ts";

/** Whose store has been told before: while its page was left, posts may have been missed. */
const followed = new WeakSet<Client>();

/** Keeps the store told of new posts while the component is shown. The code for it comes after the first page. */
export function usePostedActivities(viewerId: string | undefined, isReady: boolean): void {
  const client = useClient();
  const session = useSession();
  useEffect(() => {
    if (!isReady) return undefined;
    const { receive, catchUp } = feedStoreOf(client);
    const fetch = session.fetchAs(viewerId);
    let stop: (() => void) | undefined;
    let isGone = false;
    const load = async () => {
      const { followPosts } = await import("./post-stream.ts");
      if (isGone) return;
      const isResumed = followed.has(client);
      followed.add(client);
      stop = followPosts({ client, fetch, onPost: receive, isResumed, onResumed: () => void catchUp() });
    };
    // Without it the feed still works, and the next visit loads it.
    load().catch(() => {});
    return () => {
      isGone = true;
      stop?.();
    };
  }, [client, session, viewerId, isReady]);
}
