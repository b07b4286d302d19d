import { Link } from "wouter";
import { useFeed } from "../../feed/state/use-feed.ts";
import { profilePath } from "../../navigation/paths.ts";
import { useSafetyMessages } from "../../safety/messages/use-safety-messages.ts";
import { useChangeRelation } from "../../safety/use-change-relation.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import type { HidingKind } from "./hidden-user-list.ts";
import styles from "./HiddenUsersSection.module.css";

interface HiddenUserItemProps {
  user: { id: string; handle: string; name: string };
  kind: HidingKind;
}

const changes = {
  blocked: { hide: "block", show: "unblock" },
  muted: { hide: "mute", show: "unmute" },
} as const;

/** A user with a button that takes the block or mute back, and then one that repeats it: nothing moves under the hand. */
export function HiddenUserItem({ user, kind }: HiddenUserItemProps) {
  const messages = useSafetyMessages();
  const changeRelation = useChangeRelation(true);
  const relation = useFeed().relations.get(user.id);
  const isHidden = (kind === "blocked" ? relation?.isBlocked : relation?.isMuted) ?? true;
  const change = changes[kind][isHidden ? "show" : "hide"];
  return (
    <li className={styles["user"]}>
      <Avatar name={user.name} handle={user.handle} />
      <Link className={styles["names"]} href={profilePath(user.handle)}>
        <bdi className={styles["name"]}>{user.name}</bdi>
        <bdi className={styles["handle"]}>@{user.handle}</bdi>
      </Link>
      <Button
        look="quiet"
        aria-label={messages.actions[change](user.handle)}
        onClick={() => void changeRelation(user, change)}
      >
        {messages.verbs[change]}
      </Button>
    </li>
  );
}
