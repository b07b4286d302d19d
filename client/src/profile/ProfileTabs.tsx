import { Link } from "wouter";
import { profilePath, profileRepliesPath } from "../navigation/paths.ts";
import { useProfileMessages } from "./messages/use-profile-messages.ts";
import styles from "./ProfileTabs.module.css";

/** The lists of a profile, each with an address of its own. */
export function ProfileTabs({ handle, isReplies }: { handle: string; isReplies: boolean }) {
  const messages = useProfileMessages();
  const tabs = [
    { path: profilePath(handle), label: messages.posts, isCurrent: !isReplies },
    { path: profileRepliesPath(handle), label: messages.replies, isCurrent: isReplies },
  ];
  return (
    <nav className={styles["tabs"]} aria-label={messages.lists}>
      {tabs.map(({ path, label, isCurrent }) => (
        <Link key={path} className={styles["tab"]} href={path} aria-current={isCurrent ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
