import { useSyncExternalStore } from "react";

let unread = 0;
const countListeners = new Set<() => void>();
const listListeners = new Set<() => void>();

/** How many notifications of the viewer are unread, as this tab knows it: exact to 99, and 100 stands for more. */
export function unreadCount(): number {
  return unread;
}

export function setUnreadCount(count: number): void {
  unread = count;
  for (const listener of countListeners) listener();
}

export function useUnreadCount(): number {
  return useSyncExternalStore(subscribeToUnreadCount, unreadCount);
}

export function subscribeToUnreadCount(listener: () => void): () => void {
  countListeners.add(listener);
  return () => countListeners.delete(listener);
}

/** The list of notifications is another one now. */
export function notificationsChanged(): void {
  for (const listener of listListeners) listener();
}

export function subscribeToNotifications(listener: () => void): () => void {
  listListeners.add(listener);
  return () => listListeners.delete(listener);
}
