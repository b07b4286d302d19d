import { useEffect } from "react";
import { useClient } from "urql";
import type { Client } from "urql";
import { ActivityPostedDocument } from "../../../generated/documents.ts";
import { useSession } from "../../session/session-context.ts";
import { feedStoreFor } from "../state/feed-store.ts";

/** Clients that have had a stream before: posts may have been missed while their page was not shown. */
const streamedBefore = new WeakSet<Client>();

/** Streams new posts into the store while the component is mounted. The code is loaded after the first page. */
export function useLivePosts(viewerId: string | undefined, isReady: boolean): void {
  const client = useClient();
  const session = useSession();
  useEffect(() => {
    if (!isReady) return undefined;
    const { receive, catchUp } = feedStoreFor(client);
    const fetch = session.fetchAs(viewerId);
    let close: (() => void) | undefined;
    let isUnmounted = false;
    const load = async () => {
      const { openEventStream } = await import("../../api/event-stream.ts");
      if (isUnmounted) return;
      const isResumed = streamedBefore.has(client);
      streamedBefore.add(client);
      close = openEventStream({
        client,
        fetch,
        document: ActivityPostedDocument,
        onEvent: ({ activityPosted }) => receive(activityPosted),
        isResumed,
        onResumed: () => void catchUp(),
      });
    };
    // The feed works without the stream; the next visit retries.
    load().catch(() => {});
    return () => {
      isUnmounted = true;
      close?.();
    };
  }, [client, session, viewerId, isReady]);
}
