import { memo } from "react";
import { Link } from "wouter";
import { useLocale } from "../../i18n/language.tsx";
import { agoWords, durationWords, exactWords } from "../../i18n/format-time.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { HourglassIcon, LockIcon } from "../../ui/icons/icons.tsx";
import styles from "./ActivityCard.module.css";
import { profileAddress, threadAddress } from "../../navigation/paths.ts";
import { CardActions } from "./CardActions.tsx";
import { CardNotice } from "./CardError.tsx";
import { Fuse } from "./LifetimeBar.tsx";
import { lifeLeft } from "./remaining-lifetime.ts";
import { Message } from "./ActivityText.tsx";
import type { ShownActivity } from "../state/visible-activities.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

const MINUTE_MS = 60_000;
const SOON_MS = 60 * MINUTE_MS;

interface ActivityCardProps {
  shown: ShownActivity;
  now: number;
  /** It is what the page is about. */
  isMain?: boolean;
}

/** One post: who, when, what, how long it still has, and what one can do with it. */
export const ActivityCard = memo(function ActivityCard({ shown, now, isMain = false }: ActivityCardProps) {
  const words = useFeedWords();
  const locale = useLocale();
  const { activity, isUnsent, isGone } = shown;
  const { id, author, message, audience } = activity;
  const created = Date.parse(activity.createdAt);
  const expires = Date.parse(activity.expiresAt);
  const endsSoon = expires - now < SOON_MS;
  const ago = agoWords(created, now, locale);
  const time = (
    <time dateTime={activity.createdAt} title={exactWords(created, locale)}>
      {ago}
    </time>
  );
  return (
    <article
      className={`${styles["card"]} ${isMain ? styles["main"] : ""} ${isUnsent || isGone ? styles["faint"] : ""}`}
      id={id}
      tabIndex={-1}
      aria-label={words.card.name(author.name, ago)}
      aria-busy={isUnsent}
    >
      <Avatar name={author.name} handle={author.handle} />
      <div className={styles["body"]}>
        <header className={styles["head"]}>
          <Link className={styles["author"]} href={profileAddress(author.handle)}>
            <span className={styles["name"]}>{author.name}</span>{" "}
            <span className={styles["handle"]}>@{author.handle}</span>
          </Link>
          <span className={styles["when"]}>
            <span aria-hidden="true">· </span>
            {isUnsent ? (
              words.card.sending
            ) : (
              <Link href={threadAddress(id)} data-exact={exactWords(created, locale)}>
                {time}
              </Link>
            )}
          </span>
          {audience === "MEMBERS" && (
            <span className={styles["badge"]}>
              <LockIcon />
              <span>{words.card.members}</span>
            </span>
          )}
        </header>
        <Message message={message} isLarge={isMain} />
        <Fuse left={lifeLeft(created, expires, now)} endsSoon={endsSoon} />
        <footer className={styles["foot"]}>
          <CardActions activity={activity} isPassive={isUnsent || isGone} isMain={isMain} />
          <span className={`${styles["left"]} ${endsSoon ? styles["soon"] : ""}`}>
            <HourglassIcon />
            <time dateTime={activity.expiresAt} title={words.card.goneOn(exactWords(expires, locale))}>
              {expires - now < MINUTE_MS
                ? words.card.lessThanAMinute
                : words.card.left(durationWords(expires - now, locale))}
            </time>
          </span>
        </footer>
        <CardNotice shown={shown} />
      </div>
    </article>
  );
});
