import { useEffect, useRef, useState } from "react";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import styles from "./ActivityText.module.css";
import { MessageText } from "./MessageText.tsx";
import { useIsCut } from "./use-is-cut.ts";

/** A text below these limits has less than ten lines, also on a narrow screen. */
const SHORT_LENGTH = 180;
const SHORT_LINES = 6;

interface ActivityTextProps {
  message: string;
  /** The page is about this activity: its text is large, and shown whole. */
  isMain?: boolean;
}

/** The message of an activity: ten lines of it, and the rest on request. */
export function ActivityText({ message, isMain = false }: ActivityTextProps) {
  const messages = useFeedMessages().card;
  const text = useRef<HTMLParagraphElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isLong = message.length > SHORT_LENGTH || message.split("\n").length > SHORT_LINES;
  const isClamped = isLong && !isMain && !isOpen;
  const isCut = useIsCut(text, isClamped);

  // A link in the hidden part must not have the focus unseen.
  useEffect(() => {
    const paragraph = text.current;
    if (!isCut || paragraph === null) return undefined;
    const openAtHiddenLink = ({ target }: FocusEvent) => {
      if (target instanceof Element && isBelow(target, paragraph)) setIsOpen(true);
    };
    paragraph.addEventListener("focusin", openAtHiddenLink);
    return () => paragraph.removeEventListener("focusin", openAtHiddenLink);
  }, [isCut]);

  return (
    <div className={styles["text"]}>
      <p
        className={`${styles["message"]} ${isMain ? styles["large"] : ""} ${isClamped ? styles["clamped"] : ""}`}
        ref={text}
        dir="auto"
      >
        <MessageText text={message} />
      </p>
      {(isCut || isOpen) && (
        <button
          type="button"
          className={styles["more"]}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? messages.showLess : messages.showMore}
        </button>
      )}
    </div>
  );
}

/** True if an element ends below the lower edge of another. */
function isBelow(element: Element, other: Element): boolean {
  return element.getBoundingClientRect().bottom > other.getBoundingClientRect().bottom + 1;
}
