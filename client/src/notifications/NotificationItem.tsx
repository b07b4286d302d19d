import { memo } from "react";
import { Link } from "wouter";
import { formatDateTime, formatTimeAgo } from "../i18n/format-time.ts";
import { useLocale } from "../i18n/language.tsx";
import { threadPath } from "../navigation/paths.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { Icon } from "../ui/icons/Icon.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { useNotificationMessages } from "./messages/use-notification-messages.ts";
import type { en } from "./messages/en.ts";
import { notificationActivity } from "./notification-list.ts";
import type { Notification } from "./notification-list.ts";
import styles from "./NotificationItem.module.css";

interface NotificationItemProps {
  notification: Notification;
  /** It arrived since the last visit. */
  isNew: boolean;
  /** The server's time, in milliseconds since 1970. */
  now: number;
}

/** Who did what, when, and an excerpt; a link to the thread. */
export const NotificationItem = memo(function NotificationItem({
  notification,
  isNew,
  now,
}: NotificationItemProps) {
  const messages = useNotificationMessages();
  const locale = useLocale();
  const { __typename: kind } = notification;
  const activity = notificationActivity(notification);
  const people = kind === "LikesNotification" ? notification.likers : [activity.author];
  const createdAt = Date.parse(notification.createdAt);
  return (
    <li className={`${styles["item"]} ${isNew ? styles["new"] : ""}`}>
      <span className={`${styles["icon"]} ${styles[kind]}`}>{icons[kind]}</span>
      <div className={styles["body"]}>
        <p className={styles["people"]}>
          {people.map(({ id, name, handle }) => (
            <Avatar key={id} name={name} handle={handle} />
          ))}
        </p>
        <p className={styles["event"]}>
          {isNew && <VisuallyHidden>{messages.new} </VisuallyHidden>}
          <Link className={styles["link"]} href={threadPath(activity.id)}>
            {sentence(notification, messages)}
          </Link>{" "}
          <time
            className={styles["time"]}
            dateTime={notification.createdAt}
            title={formatDateTime(createdAt, locale)}
          >
            {formatTimeAgo(createdAt, now, locale)}
          </time>
        </p>
        <p className={styles["excerpt"]} dir="auto">
          {activity.message}
        </p>
      </div>
    </li>
  );
});

function sentence(notification: Notification, messages: typeof en): string {
  switch (notification.__typename) {
    case "ReplyNotification":
      return messages.replied(notification.reply.author.name);
    case "MentionNotification":
      return messages.mentioned(notification.activity.author.name);
    case "LikesNotification": {
      const names = notification.likers.map(({ name }) => name);
      return messages.liked(names, notification.likesCount - names.length);
    }
  }
}

const icons = {
  LikesNotification: (
    <Icon filled>
      <path d="M12 20s-7.5-4.4-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.6-7.5 10-7.5 10Z" />
    </Icon>
  ),
  ReplyNotification: (
    <Icon>
      <path d="M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.4-4.8A7.5 7.5 0 1 1 20 11.5Z" />
    </Icon>
  ),
  MentionNotification: (
    <Icon>
      <circle cx="12" cy="12" r="3.6" />
      <path d="M15.6 8.4v4.8a2.4 2.4 0 0 0 4.6.9A8.5 8.5 0 1 0 16.6 19" />
    </Icon>
  ),
};
