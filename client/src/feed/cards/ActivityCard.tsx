import { memo } from "react";
import { Link } from "wouter";
import { formatTimeAgo, formatDuration, formatDateTime } from "../../i18n/format-time.ts";
import { useLocale } from "../../i18n/language.tsx";
import { profilePath, threadPath } from "../../navigation/paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import type { VisibleActivity } from "../state/visible-activities.ts";
import styles from "./ActivityCard.module.css";
import { ActivityText } from "./ActivityText.tsx";
import { CardActions } from "./CardActions.tsx";
import { CardError } from "./CardError.tsx";
import { LifetimeBar } from "./LifetimeBar.tsx";
import { remainingLifetime } from "./remaining-lifetime.ts";

const MINUTE_MS = 60_000;
const SOON_MS = 60 * MINUTE_MS;

interface ActivityCardProps {
  item: VisibleActivity;
  /** The server's time, in milliseconds since 1970. */
  now: number;
  /** The page is about this activity. */
  isMain?: boolean;
}

/** One activity: author, time, text, remaining lifetime and actions. */
export const ActivityCard = memo(function ActivityCard({ item, now, isMain = false }: ActivityCardProps) {
  const messages = useFeedMessages();
  const locale = useLocale();
  const { activity, isOutgoing, isGone } = item;
  const { id, author, message, audience } = activity;
  const createdAt = Date.parse(activity.createdAt);
  const expiresAt = Date.parse(activity.expiresAt);
  const endsSoon = expiresAt - now < SOON_MS;
  const ago = formatTimeAgo(createdAt, now, locale);
  const time = (
    <time dateTime={activity.createdAt} title={formatDateTime(createdAt, locale)}>
      {ago}
    </time>
  );
  return (
    <article
      className={`${styles["card"]} ${isMain ? styles["main"] : ""} ${isOutgoing || isGone ? styles["faint"] : ""}`}
      id={id}
      tabIndex={-1}
      aria-label={messages.card.name(author.name, ago)}
      aria-busy={isOutgoing}
    >
      <Avatar name={author.name} handle={author.handle} />
      <div className={styles["body"]}>
        <header className={styles["head"]}>
          <Link className={styles["author"]} href={profilePath(author.handle)}>
            <bdi className={styles["name"]}>{author.name}</bdi>{" "}
            <bdi className={styles["handle"]} dir="ltr">
              @{author.handle}
            </bdi>
          </Link>
          <span className={styles["when"]}>
            <span aria-hidden="true">· </span>
            {isOutgoing ? (
              messages.card.sending
            ) : (
              <Link href={threadPath(id)} data-exact={formatDateTime(createdAt, locale)}>
                {time}
              </Link>
            )}
          </span>
          {audience === "MEMBERS" && (
            <span className={styles["badge"]}>
              <LockIcon />
              <span>{messages.card.members}</span>
            </span>
          )}
        </header>
        <ActivityText message={message} isLarge={isMain} />
        <LifetimeBar remaining={remainingLifetime(createdAt, expiresAt, now)} endsSoon={endsSoon} />
        <footer className={styles["foot"]}>
          <CardActions activity={activity} isReadOnly={isOutgoing || isGone} isMain={isMain} />
          <span className={`${styles["left"]} ${endsSoon ? styles["soon"] : ""}`}>
            <HourglassIcon />
            <time
              dateTime={activity.expiresAt}
              title={messages.card.goneOn(formatDateTime(expiresAt, locale))}
            >
              {expiresAt - now < MINUTE_MS
                ? messages.card.lessThanAMinute
                : messages.card.left(formatDuration(expiresAt - now, locale))}
            </time>
          </span>
        </footer>
        <CardError item={item} />
      </div>
    </article>
  );
});

function HourglassIcon() {
  return (
    <Icon>
      <path d="M7 3.5h10M7 20.5h10M8 3.5c0 4.5 8 5.5 8 8.5s-8 4-8 8.5M16 3.5c0 4.5-8 5.5-8 8.5s8 4 8 8.5" />
    </Icon>
  );
}

function LockIcon() {
  return (
    <Icon>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
      <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
    </Icon>
  );
}
