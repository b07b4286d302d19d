import { Resolver, Root, Subscription } from "type-graphql";
import { requireMember, type SubscriptionContext } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import type { FeedContext } from "../context.ts";
import { Notification, toNotification } from "./notification.type.ts";
import { findNotification } from "./read-notifications.ts";
import { toRecipient } from "./notifications.resolver.ts";

type NotificationStreamContext = Pick<
  FeedContext,
  "identity" | "hiddenPeople" | "clock" | "db" | "receivedNotifications"
> &
  Pick<SubscriptionContext, "signal">;

@Resolver()
export class NotificationReceivedResolver {
  @Subscription(() => Notification, {
    description:
      "Each new notification of the viewer, within a second, and each one that a like renews. Send the operation to the same URL with `Accept: text/event-stream`. The stream ends when the access token expires or is revoked, and with an error when the client is too slow: subscribe again, and read `notifications`. Requires an access token of one's own.",
    subscribe: ({ context }: { context: NotificationStreamContext }) =>
      streamNotifications(context, requireMember(context)),
  })
  notificationReceived(@Root() notification: Notification): Notification {
    return notification;
  }
}

async function* streamNotifications(
  context: NotificationStreamContext,
  member: Member,
): AsyncGenerator<Notification, void, undefined> {
  const queue = await context.receivedNotifications.listen(member.userId);
  context.signal.addEventListener("abort", queue.close);
  if (context.signal.aborted) queue.close();
  try {
    for await (const id of queue.read()) {
      // Read when it is sent: it may have ended since.
      const found = await findNotification(context.db, toRecipient(context, member), id);
      if (found) yield toNotification(found);
    }
  } finally {
    queue.close();
  }
}
