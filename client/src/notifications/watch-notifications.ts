import type { Client } from "urql";
import { UnreadNotificationsCountDocument } from "../../generated/documents.ts";
import { showCountInTitle } from "./count-in-title.ts";
import { listenToOtherTabs } from "./other-tabs.ts";
import { notificationsChanged, setUnreadCount, unreadCount } from "./unread.ts";

/** Events within this time are answered by one request. */
const BATCH_MS = 250;

interface WatchOptions {
  client: Client;
  viewerId: string;
}

/**
 * Keeps the number of unread notifications current; returns a function that ends it.
 *
 * The API counts, because another like of the same post adds nothing to the number. Tabs tell each other.
 */
export function watchNotifications({ client, viewerId }: WatchOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function recount(): Promise<void> {
    const { data } = await client.query(UnreadNotificationsCountDocument, {}).toPromise();
    const count = data?.viewer?.unreadNotificationsCount;
    if (count === undefined) return;
    if (count !== unreadCount()) onCount(count);
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

  function onVisibilityChange(): void {
    if (document.visibilityState === "visible") schedule();
  }

  const ends = [showCountInTitle(), listenToOtherTabs(viewerId, onCount)];
  document.addEventListener("visibilitychange", onVisibilityChange);
  void recount();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibilityChange);
    for (const end of ends) end();
    setUnreadCount(0);
  };
}
