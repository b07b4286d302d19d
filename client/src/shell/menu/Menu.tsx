import { useId, useRef } from "react";
import type { FocusEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./Menu.module.css";

interface MenuProps {
  label: string;
  /** The content of the button. */
  icon: ReactNode;
  children: ReactNode;
}

/**
 * A button, and the panel that it opens. The browser closes the panel on Escape and on a click outside; it also closes when
 * the focus moves to an element that it may cover.
 */
export function Menu({ label, icon, children }: MenuProps) {
  const id = useId();
  const [path] = useLocation();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function closeOnBlur({ relatedTarget: next }: FocusEvent): void {
    if (next === null || next === button.current || panel.current?.contains(next)) return;
    panel.current?.hidePopover();
  }

  return (
    <>
      <button className={styles["button"]} type="button" ref={button} popoverTarget={id} onBlur={closeOnBlur}>
        {icon}
        <VisuallyHidden>{label}</VisuallyHidden>
      </button>
      {/* The key closes the panel on navigation. */}
      <div key={path} className={styles["panel"]} id={id} ref={panel} popover="auto" onBlur={closeOnBlur}>
        {children}
      </div>
    </>
  );
}
