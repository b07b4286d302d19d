import { memo, useRef } from "react";
import { Link } from "wouter";
import {
  formatDateTime,
  formatDuration,
  formatShortDuration,
  formatShortTimeAgo,
  formatTimeAgo,
} from "../../i18n/format-time.ts";
import { useLocale } from "../../i18n/language.tsx";
import { profilePath, threadPath } from "../../navigation/paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { ENDING_MS, LAST_MINUTES_MS, MINUTE_MS, SOON_MS } from "../state/ending.ts";
import type { VisibleActivity } from "../state/visible-activities.ts";
import { ActivityText } from "../text/ActivityText.tsx";
import styles from "./ActivityCard.module.css";
import { CardActions } from "./CardActions.tsx";
import { CardError } from "./CardError.tsx";
import { LifetimeBar } from "./LifetimeBar.tsx";
import { CardMenuButton } from "./menu/CardMenuButton.tsx";
import { remainingLifetime } from "./remaining-lifetime.ts";
import { useOpenOnClick } from "./use-open-on-click.ts";

interface ActivityCardProps {
  item: VisibleActivity;
  /** The server's time, in milliseconds since 1970. */
  now: number;
  /** The page is about this activity. */
  isMain?: boolean;
  /** In a thread, a line connects it to the card above and to the card below. */
  line?: "above" | "below" | "both";
}

/** One activity: author, time, text, actions and remaining lifetime. A click beside its links and buttons opens its thread. */
export const ActivityCard = memo(function ActivityCard({
  item,
  now,
  isMain = false,
  line,
}: ActivityCardProps) {
  const messages = useFeedMessages().card;
  const locale = useLocale();
  const card = useRef<HTMLElement>(null);
  const { activity, isOutgoing, isGone } = item;
  const { id, author, message, audience } = activity;
  const createdAt = Date.parse(activity.createdAt);
  const expiresAt = Date.parse(activity.expiresAt);
  const left = expiresAt - now;
  const isReadOnly = isOutgoing || isGone;
  const opensThread = !isReadOnly && !isMain;
  useOpenOnClick(card, opensThread ? threadPath(id) : undefined);
  const look = [
    styles["card"],
    isMain && styles["main"],
    opensThread && styles["opens"],
    isReadOnly && styles["faint"],
    left <= ENDING_MS && styles["ending"],
    (line === "above" || line === "both") && styles["lineAbove"],
    (line === "below" || line === "both") && styles["lineBelow"],
  ];
  return (
    <article
      className={look.filter(Boolean).join(" ")}
      id={id}
      ref={card}
      tabIndex={-1}
      aria-label={messages.name(author.name, formatTimeAgo(createdAt, now, locale))}
      aria-busy={isOutgoing}
    >
      <div className={styles["content"]}>
        <Avatar name={author.name} handle={author.handle} />
        <div className={styles["body"]}>
          <header className={styles["head"]}>
            <Link className={styles["author"]} href={profilePath(author.handle)}>
              <bdi className={styles["name"]}>{author.name}</bdi>
              <bdi className={styles["handle"]} dir="ltr">
                @{author.handle}
              </bdi>
            </Link>
            <span className={styles["when"]}>
              {isOutgoing ? (
                messages.sending
              ) : (
                <Link href={threadPath(id)} data-exact={formatDateTime(createdAt, locale)}>
                  <time dateTime={activity.createdAt} title={formatDateTime(createdAt, locale)}>
                    <span aria-hidden="true">{formatShortTimeAgo(createdAt, now, locale)}</span>
                    <VisuallyHidden>{formatTimeAgo(createdAt, now, locale)}</VisuallyHidden>
                  </time>
                </Link>
              )}
            </span>
            {audience === "MEMBERS" && (
              <span className={styles["badge"]} title={messages.members}>
                <LockIcon />
                <VisuallyHidden>{messages.members}</VisuallyHidden>
              </span>
            )}
            {!isReadOnly && (
              <span className={styles["menu"]}>
                <CardMenuButton activity={activity} />
              </span>
            )}
          </header>
          <ActivityText message={message} isMain={isMain} />
          <footer className={styles["foot"]}>
            <CardActions activity={activity} isReadOnly={isReadOnly} isMain={isMain} />
            <time
              className={`${styles["left"]} ${left < SOON_MS ? styles["soon"] : ""}`}
              dateTime={activity.expiresAt}
              title={messages.goneOn(formatDateTime(expiresAt, locale))}
            >
              <HourglassIcon />
              {left < MINUTE_MS ? (
                messages.lessThanAMinute
              ) : (
                <>
                  <span aria-hidden="true">{messages.left(formatShortDuration(left, locale))}</span>
                  <VisuallyHidden>{messages.left(formatDuration(left, locale))}</VisuallyHidden>
                </>
              )}
            </time>
          </footer>
          <CardError item={item} />
        </div>
        <LifetimeBar
          remaining={remainingLifetime(createdAt, expiresAt, now)}
          glows={left < LAST_MINUTES_MS}
        />
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
