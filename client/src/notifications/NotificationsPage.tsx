import { useEffect, useRef, useState } from "react";
import { Redirect, useLocation } from "wouter";
import { useClient } from "urql";
import { useFeed } from "../feed/state/use-feed.ts";
import { ListPages } from "../paging/ListPages.tsx";
import { usePagedList } from "../paging/use-paged-list.ts";
import { useSessionState } from "../session/session-context.ts";
import { PageTitle } from "../ui/PageTitle.tsx";
import column from "../ui/styles/OneColumn.module.css";
import { useNow } from "../ui/use-now.ts";
import { markRead } from "./mark-read.ts";
import { useNotificationMessages } from "./messages/use-notification-messages.ts";
import { notificationKey, notificationListFor } from "./notification-list.ts";
import type { Notification } from "./notification-list.ts";
import { NotificationItem } from "./NotificationItem.tsx";
import styles from "./NotificationsPage.module.css";
import { subscribeToNotifications } from "./unread.ts";
import { usePageIsVisible } from "./use-page-is-visible.ts";
import { nextEnd, visibleNotifications } from "./visible-notifications.ts";

/** How often relative times such as "5 min ago" are updated. */
const TICK_MS = 20_000;

/** Likes, replies and mentions of the viewer, newest first. To look at them marks them as read. */
export function NotificationsPage() {
  const [path] = useLocation();
  const state = useSessionState();
  if (state.status !== "signedIn") {
    return <Redirect to={`/sign-in?${new URLSearchParams({ next: path })}`} replace />;
  }
  return <Notifications viewerId={state.viewer.id} />;
}

function Notifications({ viewerId }: { viewerId: string }) {
  const messages = useNotificationMessages();
  const list = notificationListFor(useClient());
  const { nodes } = usePagedList(list);
  const feed = useFeed();
  const now = useNow(TICK_MS, (at) => nextEnd(visibleNotifications(nodes, feed, at)));
  const isNew = useNewSinceVisit(viewerId);
  const shown = visibleNotifications(nodes, feed, now);
  return (
    <div className={column["page"]}>
      <PageTitle page={messages.title} />
      <h1 className={column["heading"]} id="notifications">
        {messages.title}
      </h1>
      <ListPages
        list={list}
        failedTitle={messages.failed}
        isEmpty={shown.length === 0}
        empty={
          <div className={styles["empty"]}>
            <h2>{messages.emptyTitle}</h2>
            <p>{messages.empty}</p>
          </div>
        }
        end={messages.end}
      >
        {shown.length > 0 && (
          <ol className={styles["list"]} aria-labelledby="notifications">
            {shown.map((notification) => (
              <NotificationItem
                key={notificationKey(notification)}
                notification={notification}
                isNew={isNew(notification)}
                now={now}
              />
            ))}
          </ol>
        )}
      </ListPages>
    </div>
  );
}

/**
 * Loads the notifications when the page is opened and when there are others, and marks them as read while they are shown.
 * Returns a function that says which ones are new in this visit: these stay marked until the page is left.
 */
function useNewSinceVisit(viewerId: string): (notification: Notification) => boolean {
  const client = useClient();
  const list = notificationListFor(client);
  const { nodes } = usePagedList(list);
  const isVisible = usePageIsVisible();
  const marked = useRef<string>(undefined);
  /** Empty if none had been read. */
  const [lastRead, setLastRead] = useState<string>();

  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      await list.load();
      const { isLoaded, nodes: loaded } = list.state();
      if (!isCurrent || !isLoaded) return;
      setLastRead((before) => before ?? loaded.find(({ isRead }) => isRead)?.id ?? "");
    };
    void load();
    const unsubscribe = subscribeToNotifications(() => void load());
    return () => {
      isCurrent = false;
      unsubscribe();
    };
  }, [list]);

  const newest = nodes[0];
  useEffect(() => {
    if (!isVisible || lastRead === undefined || !newest || newest.isRead || marked.current === newest.id)
      return;
    marked.current = newest.id;
    void markRead(client, viewerId, newest.id);
  }, [client, viewerId, isVisible, lastRead, newest]);

  // Ids are UUIDv7, which sort by time.
  return ({ id, isRead }) => (lastRead === undefined ? !isRead : id > lastRead);
}
