import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import styles from "./Menu.module.css";

interface MenuProps {
  label: string;
  /** What the button shows. */
  face: ReactNode;
  children: ReactNode;
}

/** A button at the header's end, and the panel that it opens. The browser closes it on Escape and on a click beside it. */
export function Menu({ label, face, children }: MenuProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [path] = useLocation();

  useEffect(() => panel.current?.hidePopover(), [path]);

  return (
    <>
      <button className={styles["button"]} type="button" aria-label={label} popoverTarget={id}>
        {face}
      </button>
      <div className={styles["panel"]} id={id} ref={panel} popover="auto">
        {children}
      </div>
    </>
  );
}
