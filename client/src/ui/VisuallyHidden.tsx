import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

interface VisuallyHiddenProps {
  /** The element, where it means more than a piece of text. */
  as?: "span" | "h1" | "h2";
  /** For what it labels. */
  id?: string;
  children: ReactNode;
}

/** What only assistive technology is to find: words where the eye has an icon or the layout, fields for password managers. */
export function VisuallyHidden({ as: Element = "span", id, children }: VisuallyHiddenProps) {
  return (
    <Element className={styles["hidden"]} id={id}>
      {children}
    </Element>
  );
}
