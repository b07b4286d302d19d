import type { ReactNode } from "react";
import { Link } from "wouter";
import type { HighlightFieldsFragment } from "../../generated/types.ts";
import { LifetimeBar } from "../feed/cards/LifetimeBar.tsx";
import { remainingLifetime } from "../feed/cards/remaining-lifetime.ts";
import { useFeedMessages } from "../feed/messages/use-feed-messages.ts";
import { formatShortDuration } from "../i18n/format-time.ts";
import { useLocale } from "../i18n/language.tsx";
import { profilePath, threadPath } from "../navigation/paths.ts";
import { Avatar } from "../ui/Avatar.tsx";
import styles from "./Highlights.module.css";
import { useHighlightMessages } from "./messages/use-highlight-messages.ts";
import { useHighlights } from "./use-highlights.ts";

/** What is worth a look besides the open page: posts that end soon, posts with many replies, people who have posted. */
export function Highlights() {
  const messages = useHighlightMessages();
  const { card, home: about } = useFeedMessages();
  const locale = useLocale();
  const highlights = useHighlights();
  if (!highlights) return null;
  const { endingSoon, mostReplied, recentAuthors, now } = highlights;
  return (
    <div className={styles["highlights"]}>
      {endingSoon.length > 0 && (
        <Section title={messages.endingSoon}>
          {endingSoon.map((post) => (
            <Post
              key={post.id}
              post={post}
              now={now}
              note={
                <span className={styles["ember"]}>
                  {card.left(formatShortDuration(Date.parse(post.expiresAt) - now, locale))}
                </span>
              }
            />
          ))}
        </Section>
      )}
      {mostReplied.length > 0 && (
        <Section title={messages.mostReplied}>
          {mostReplied.map((post) => (
            <Post
              key={post.id}
              post={post}
              now={now}
              note={`${post.repliesCount}${card.replies(post.repliesCount)}`}
            />
          ))}
        </Section>
      )}
      {recentAuthors.length > 0 && (
        <Section title={messages.people}>
          {recentAuthors.map(({ id, name, handle }) => (
            <li key={id}>
              <Link className={styles["person"]} href={profilePath(handle)}>
                <Avatar name={name} handle={handle} />
                <span className={styles["names"]}>
                  <bdi className={styles["name"]}>{name}</bdi>
                  <bdi className={styles["handle"]} dir="ltr">
                    @{handle}
                  </bdi>
                </span>
              </Link>
            </li>
          ))}
        </Section>
      )}
      <section className={styles["about"]}>
        <h2>{about.aboutTitle}</h2>
        <p>{about.aboutFuse}</p>
      </section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles["section"]}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface PostProps {
  post: HighlightFieldsFragment;
  /** The server's time, in milliseconds since 1970. */
  now: number;
  note: ReactNode;
}

function Post({ post: { id, author, message, createdAt, expiresAt }, now, note }: PostProps) {
  return (
    <li className={styles["post"]}>
      <Link className={styles["link"]} href={threadPath(id)}>
        <span className={styles["text"]} dir="auto">
          {message}
        </span>
        <span className={styles["note"]}>
          <bdi className={styles["author"]}>{author.name}</bdi>
          <span aria-hidden="true">·</span>
          <span className={styles["fact"]}>{note}</span>
        </span>
      </Link>
      <LifetimeBar
        remaining={remainingLifetime(Date.parse(createdAt), Date.parse(expiresAt), now)}
        glows={false}
      />
    </li>
  );
}
