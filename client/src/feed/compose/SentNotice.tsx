import { useEffect, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import styles from "./SentNotice.module.css";

const DURATION_MS = 10_000;

interface SentNoticeProps {
  text: string;
  isBusy: boolean;
  onUndo: () => void;
  onEnd: () => void;
}

/** Says for ten seconds that a text was sent, and takes it back on request. It stays while its button has the focus. */
export function SentNotice({ text, isBusy, onUndo, onEnd }: SentNoticeProps) {
  const messages = useFeedMessages().compose;
  const [isHeld, setIsHeld] = useState(false);

  useEffect(() => {
    if (isHeld || isBusy) return undefined;
    const timer = setTimeout(onEnd, DURATION_MS);
    return () => clearTimeout(timer);
  }, [isHeld, isBusy, onEnd]);

  return (
    <span className={styles["notice"]}>
      <span aria-hidden="true">{text}</span>
      <Button
        look="plain"
        busy={isBusy}
        onClick={onUndo}
        onFocus={() => setIsHeld(true)}
        onBlur={() => setIsHeld(false)}
      >
        {messages.undo}
      </Button>
    </span>
  );
}
