import type { FeedState } from "../feed/state/feed-state.ts";
import { relationTo } from "../feed/state/relations.ts";
import { notificationActivity } from "./notification-list.ts";
import type { Notification } from "./notification-list.ts";

/**
 * Notifications without those about activities that have expired, and of people whom the viewer has blocked or muted since
 * they were loaded.
 *
 * @param now milliseconds since 1970.
 */
export function visibleNotifications(
  notifications: readonly Notification[],
  feed: FeedState,
  now: number,
): Notification[] {
  const isHidden = ({ id }: { id: string }) => {
    const { isBlocked, isMuted } = relationTo(feed, id);
    return isBlocked || isMuted;
  };
  return notifications.filter((notification) => {
    const { author, expiresAt } = notificationActivity(notification);
    if (Date.parse(expiresAt) <= now) return false;
    return notification.__typename === "LikesNotification"
      ? !notification.likers.every(isHidden)
      : !isHidden(author);
  });
}

/** When the next of the notifications ends, in milliseconds since 1970; `Infinity` where there is none. */
export function nextEnd(notifications: readonly Notification[]): number {
  return Math.min(
    ...notifications.map((notification) => Date.parse(notificationActivity(notification).expiresAt)),
  );
}
