import { useId, useRef } from "react";
import type { FocusEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./Menu.module.css";

interface MenuProps {
  label: string;
  /** What the button shows. */
  face: ReactNode;
  children: ReactNode;
}

/**
 * A button at the header's end, and the panel that it opens. The browser closes it on Escape and on a click beside it;
 * it closes, too, when the focus goes on to what it may cover.
 */
export function Menu({ label, face, children }: MenuProps) {
  const id = useId();
  const [path] = useLocation();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function closeBehind({ relatedTarget: next }: FocusEvent): void {
    if (next === null || next === button.current || panel.current?.contains(next)) return;
    panel.current?.hidePopover();
  }

  return (
    <>
      <button className={styles["button"]} type="button" ref={button} popoverTarget={id} onBlur={closeBehind}>
        {face}
        <VisuallyHidden>{label}</VisuallyHidden>
      </button>
      {/* Another page has a panel of its own, which is closed. */}
      <div key={path} className={styles["panel"]} id={id} ref={panel} popover="auto" onBlur={closeBehind}>
        {children}
      </div>
    </>
  );
}
