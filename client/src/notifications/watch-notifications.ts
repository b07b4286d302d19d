import type { Client } from "urql";
import { NotificationReceivedDocument, UnreadNotificationsCountDocument } from "../../generated/documents.ts";
import { openEventStream } from "../api/event-stream.ts";
import { showCountInTitle } from "./count-in-title.ts";
import { leadTab } from "./lead-tab.ts";
import { listenToOtherTabs, tellOtherTabs } from "./other-tabs.ts";
import { notificationsChanged, setUnreadCount, unreadCount } from "./unread.ts";

/** Events within this time are answered by one request. */
const BATCH_MS = 250;

interface WatchOptions {
  client: Client;
  /** The session's fetch, which the client uses too. */
  fetch: typeof globalThis.fetch;
  viewerId: string;
}

/**
 * Keeps the number of unread notifications current; returns a function that ends it.
 *
 * One tab of the browser has the stream of notifications, and tells the others: a hidden tab shows the number in its
 * title. The API counts, because another like of the same post adds nothing to the number.
 */
export function watchNotifications({ client, fetch, viewerId }: WatchOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasNews = false;

  async function recount(): Promise<void> {
    const isNews = hasNews;
    hasNews = false;
    const { data } = await client.query(UnreadNotificationsCountDocument, {}).toPromise();
    const count = data?.viewer?.unreadNotificationsCount;
    if (count === undefined) return;
    if (isNews) tellOtherTabs(viewerId, count);
    if (isNews || count !== unreadCount()) onCount(count);
  }

  function onCount(count: number): void {
    setUnreadCount(count);
    notificationsChanged();
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void recount();
    }, BATCH_MS);
  }

  function onNews(): void {
    hasNews = true;
    schedule();
  }

  function onVisibilityChange(): void {
    if (document.visibilityState === "visible") schedule();
  }

  const ends = [
    showCountInTitle(),
    listenToOtherTabs(viewerId, onCount),
    leadTab(`cruddur-notifications ${viewerId}`, () =>
      openEventStream({
        client,
        fetch,
        document: NotificationReceivedDocument,
        onEvent: onNews,
        // Notifications may have arrived while no tab had a stream.
        isResumed: true,
        onResumed: onNews,
        staysOpenWhileHidden: "locks" in navigator,
      }),
    ),
  ];
  document.addEventListener("visibilitychange", onVisibilityChange);
  void recount();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibilityChange);
    for (const end of ends) end();
    setUnreadCount(0);
  };
}
