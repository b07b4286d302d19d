import { useEffect, useLayoutEffect, useState } from "react";
import type { KeyboardEvent } from "react";
import { Avatar } from "../../../ui/Avatar.tsx";
import { announce } from "../../../ui/feedback/Announcer.tsx";
import { useFeedMessages } from "../../messages/use-feed-messages.ts";
import styles from "./MentionList.module.css";
import { useMentionSuggestions } from "./use-mention-suggestions.ts";

/** Returns whether it has handled the key. */
export type KeyHandler = (event: KeyboardEvent) => boolean;

export interface MentionListProps {
  /** The id of the list. */
  id: string;
  prefix: string;
  /** Called with a function that handles a key which was pressed in the text field, and returns whether it did. */
  handleKeysBy: (handler: KeyHandler | undefined) => void;
  /** Called with the id of the active option; with undefined where there is none. */
  onActive: (optionId: string | undefined) => void;
  onChoose: (handle: string) => void;
  onClose: () => void;
}

/**
 * People to mention, below the text field, which keeps the focus: the arrow keys move, Enter and Tab choose, and Escape
 * closes.
 */
export function MentionList({ id, prefix, handleKeysBy, onActive, onChoose, onClose }: MentionListProps) {
  const messages = useFeedMessages().compose;
  const users = useMentionSuggestions(prefix);
  const [chosen, setChosen] = useState({ prefix, index: 0 });
  const index = chosen.prefix === prefix ? Math.min(chosen.index, users.length - 1) : 0;
  const active = users[index];
  const optionId = (userId: string) => `${id}-${userId}`;
  const activeId = active && optionId(active.id);
  const count = users.length;

  useEffect(() => {
    if (count > 0) announce(messages.suggestions(count));
  }, [count, messages]);

  useEffect(() => {
    onActive(activeId);
    return () => onActive(undefined);
  }, [activeId, onActive]);

  useLayoutEffect(() => {
    handleKeysBy(({ key, shiftKey }) => {
      if (active === undefined) return false;
      switch (key) {
        case "ArrowDown":
        case "ArrowUp":
          setChosen({ prefix, index: (index + (key === "ArrowDown" ? 1 : -1) + count) % count });
          return true;
        case "Enter":
        case "Tab":
          if (shiftKey) return false;
          onChoose(active.handle);
          return true;
        case "Escape":
          onClose();
          return true;
        default:
          return false;
      }
    });
    return () => handleKeysBy(undefined);
  }, [handleKeysBy, active, index, count, prefix, onChoose, onClose]);

  if (count === 0) return null;
  return (
    // A native list would take the focus from the text field.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={styles["list"]} id={id} role="listbox" tabIndex={-1} aria-label={messages.suggested}>
      {users.map(({ id: userId, name, handle }) => (
        <div
          key={userId}
          className={styles["option"]}
          id={optionId(userId)}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="option"
          tabIndex={-1}
          aria-selected={userId === active?.id}
          // The text field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(handle)}
          onKeyDown={() => {}}
        >
          <Avatar name={name} handle={handle} />
          <span className={styles["who"]}>
            <bdi className={styles["name"]}>{name}</bdi>
            <bdi className={styles["handle"]} dir="ltr">
              @{handle}
            </bdi>
          </span>
        </div>
      ))}
    </div>
  );
}
