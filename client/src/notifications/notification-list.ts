import type { Client } from "urql";
import { NotificationsDocument } from "../../generated/documents.ts";
import type { NotificationsQuery } from "../../generated/types.ts";
import { createPagedList } from "../paging/paged-list.ts";
import type { PagedList } from "../paging/paged-list.ts";
import { toPageResult } from "../paging/page-result.ts";

export type Notification = NotificationsQuery["notifications"]["edges"][number]["node"];

const lists = new WeakMap<Client, PagedList<Notification>>();

/** The notifications of the client's identity, kept while it navigates between pages. */
export function notificationListFor(client: Client): PagedList<Notification> {
  const list =
    lists.get(client) ??
    createPagedList<Notification>({
      keyOf: notificationKey,
      fetchPage: async (range) => {
        const { data, error } = await client.query(NotificationsDocument, range).toPromise();
        return toPageResult(data?.notifications, error);
      },
    });
  lists.set(client, list);
  return list;
}

/** The same for a notification that another like has renewed: that gets another id. */
export function notificationKey(notification: Notification): string {
  return `${notification.__typename} ${notificationActivity(notification).id}`;
}

/** What the notification is about: what was written, or what is liked. */
export function notificationActivity(notification: Notification) {
  return notification.__typename === "ReplyNotification" ? notification.reply : notification.activity;
}
