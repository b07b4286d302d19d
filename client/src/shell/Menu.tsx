import { useId } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
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
  const [path] = useLocation();

  return (
    <>
      <button className={styles["button"]} type="button" popoverTarget={id}>
        {face}
        <VisuallyHidden>{label}</VisuallyHidden>
      </button>
      {/* Another page has a panel of its own, which is closed. */}
      <div key={path} className={styles["panel"]} id={id} popover="auto">
        {children}
      </div>
    </>
  );
}
