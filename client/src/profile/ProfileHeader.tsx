import { Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import type { Author } from "../feed/state/feed-state.ts";
import { MessageText } from "../feed/text/MessageText.tsx";
import { formatDate, formatMonth } from "../i18n/format-time.ts";
import { useLocale } from "../i18n/language.tsx";
import { UserMenuButton } from "../safety/UserMenuButton.tsx";
import { lazyPage } from "../shell/page/lazy-page.tsx";
import { Avatar } from "../ui/Avatar.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/icons/Icon.tsx";
import { Banner } from "./Banner.tsx";
import { useProfileMessages } from "./messages/use-profile-messages.ts";
import styles from "./ProfileHeader.module.css";

const EditProfile = lazyPage(async () => (await import("./edit/EditProfile.tsx")).EditProfile);

interface ProfileHeaderProps {
  author: Author;
  /** The viewer, on their own profile. */
  self: ViewerFieldsFragment | undefined;
  /** The viewer is a member: they may mute, block or report somebody else. */
  canAct: boolean;
  /** Called when the viewer has changed the profile, with its handle. */
  onSaved: (handle: string) => void;
  /** The tabs of the page. */
  children: ReactNode;
}

/** Who somebody is, with a form in its place to change one's own profile. */
export function ProfileHeader({ author, self, canAct, onSaved, children }: ProfileHeaderProps) {
  const messages = useProfileMessages();
  const locale = useLocale();
  const edit = useRef<HTMLButtonElement>(null);
  const [isEditing, setIsEditing] = useState(false);
  const { name, handle, bio, createdAt, postsCount, repliesCount } = author;

  function close(): void {
    setIsEditing(false);
    // The button is there again with the next frame.
    requestAnimationFrame(() => edit.current?.focus());
  }

  return (
    <header className={styles["header"]}>
      <Banner handle={handle} />
      <div className={styles["person"]}>
        <div className={styles["top"]}>
          <span className={styles["avatar"]}>
            <Avatar name={name} handle={handle} />
          </span>
          <div className={styles["actions"]}>
            {canAct && !self && <UserMenuButton user={author} />}
            {self && !isEditing && (
              <Button look="quiet" ref={edit} onClick={() => setIsEditing(true)}>
                {messages.edit}
              </Button>
            )}
          </div>
        </div>
        <div className={styles["names"]}>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p className={styles["handle"]}>
            <bdi dir="ltr">@{handle}</bdi>
            {self && ` · ${messages.you}`}
          </p>
        </div>
        {self && isEditing ? (
          <Suspense fallback={null}>
            <EditProfile
              viewer={self}
              onCancel={close}
              onSaved={(saved) => {
                close();
                onSaved(saved);
              }}
            />
          </Suspense>
        ) : (
          bio !== null &&
          bio !== "" && (
            <p className={styles["bio"]} dir="auto">
              <MessageText text={bio} />
            </p>
          )
        )}
        <ul className={styles["facts"]}>
          <li>
            <CalendarIcon />
            <time dateTime={createdAt} title={formatDate(Date.parse(createdAt), locale)}>
              {messages.joined(formatMonth(Date.parse(createdAt), locale))}
            </time>
          </li>
          <li>{messages.postsCount(postsCount)}</li>
          <li>{messages.repliesCount(repliesCount)}</li>
        </ul>
      </div>
      {children}
    </header>
  );
}

function CalendarIcon() {
  return (
    <Icon>
      <rect x="4" y="5.5" width="16" height="14.5" rx="2.5" />
      <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
    </Icon>
  );
}
