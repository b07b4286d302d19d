import type { Client } from "urql";
import { MarkNotificationsReadDocument } from "../../generated/documents.ts";
import { tellOtherTabs } from "./other-tabs.ts";
import { setUnreadCount } from "./unread.ts";

/** Marks a notification, and all before it, as read, in every tab. A failure is no loss: the next visit does it. */
export async function markRead(client: Client, viewerId: string, upTo: string): Promise<void> {
  const { data } = await client.mutation(MarkNotificationsReadDocument, { input: { upTo } }).toPromise();
  const result = data?.markNotificationsRead;
  if (result?.__typename !== "NotificationsRead") return;
  const count = result.viewer.unreadNotificationsCount;
  setUnreadCount(count);
  tellOtherTabs(viewerId, count);
}
