import { useEffect, useId, useRef, useState } from "react";
import { announce } from "./Announcer.tsx";
import { closeToast } from "./toast.ts";
import type { Toast } from "./toast.ts";
import styles from "./ToastMessage.module.css";

const DURATION_MS = 10_000;
/** Of a toast without an action. */
const BRIEF_MS = 4_000;

/** A toast. It is announced, and stays while it is pointed at, and while the focus of a keyboard is on it. */
export function ToastMessage({ toast }: { toast: Toast }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isHeld, setIsHeld] = useState(false);

  useEffect(() => announce(toast.text), [toast]);

  useEffect(() => {
    if (!toast.takesFocus) return undefined;
    const action = button.current;
    let before: Element | null = null;
    // A list moves the focus to the neighbour of a card that leaves: that is where the focus returns to.
    const frame = requestAnimationFrame(() => {
      before = document.activeElement;
      action?.focus({ preventScroll: true });
    });
    return () => {
      cancelAnimationFrame(frame);
      if (document.activeElement === action && before instanceof HTMLElement) {
        before.focus({ preventScroll: true });
      }
    };
  }, [toast]);

  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => closeToast(toast), toast.action === undefined ? BRIEF_MS : DURATION_MS);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);

  return (
    <div
      className={styles["toast"]}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={({ target }) => setIsHeld(target.matches(":focus-visible"))}
      onBlur={() => setIsHeld(false)}
    >
      <span className={styles["text"]} id={id}>
        {toast.text}
      </span>
      {toast.action !== undefined && (
        <button
          className={styles["action"]}
          ref={button}
          type="button"
          aria-describedby={id}
          onClick={() => {
            closeToast(toast);
            toast.onAction?.();
          }}
          onKeyDown={({ key }) => {
            if (key === "Escape") closeToast(toast);
          }}
        >
          {toast.action}
        </button>
      )}
    </div>
  );
}
