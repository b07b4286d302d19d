import type { ActivityFieldsFragment } from "../../generated/types.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { HeartIcon, HourglassIcon, LockIcon, ReplyIcon } from "../ui/icons.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./ActivityCard.module.css";
import { Fuse } from "./Fuse.tsx";
import { agoWords, exactWords, leftWords, lifeLeft } from "./time-words.ts";

const SOON_MS = 60 * 60 * 1000;

/** One post: who, when, what, and how long it still has. */
export function ActivityCard({ activity, now }: { activity: ActivityFieldsFragment; now: number }) {
  const { author, message, audience, likesCount, repliesCount } = activity;
  const created = Date.parse(activity.createdAt);
  const expires = Date.parse(activity.expiresAt);
  const endsSoon = expires - now < SOON_MS;
  return (
    <article className={styles["card"]} aria-label={`${author.name}, ${agoWords(created, now)}`}>
      <Avatar name={author.name} handle={author.handle} />
      <div className={styles["body"]}>
        <header className={styles["head"]}>
          <span className={styles["name"]}>{author.name}</span>
          <span className={styles["handle"]}>@{author.handle}</span>
          <span className={styles["when"]}>
            <span aria-hidden="true">· </span>
            <time dateTime={activity.createdAt} title={exactWords(created)}>
              {agoWords(created, now)}
            </time>
          </span>
        </header>
        <p className={styles["message"]}>{message}</p>
        <Fuse left={lifeLeft(created, expires, now)} endsSoon={endsSoon} />
        <footer className={styles["foot"]}>
          <span className={styles["count"]}>
            <ReplyIcon />
            {repliesCount}
            <VisuallyHidden>{repliesCount === 1 ? "reply" : "replies"}</VisuallyHidden>
          </span>
          <span className={styles["count"]}>
            <HeartIcon />
            {likesCount}
            <VisuallyHidden>{likesCount === 1 ? "like" : "likes"}</VisuallyHidden>
          </span>
          {audience === "MEMBERS" && (
            <span className={styles["badge"]}>
              <LockIcon />
              Members
            </span>
          )}
          <span className={`${styles["left"]} ${endsSoon ? styles["soon"] : ""}`}>
            <HourglassIcon />
            <time dateTime={activity.expiresAt} title={`Gone on ${exactWords(expires)}`}>
              {leftWords(expires, now)}
            </time>
          </span>
        </footer>
      </div>
    </article>
  );
}
