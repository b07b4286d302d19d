import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

interface VisuallyHiddenProps {
  /** The element, if it is more than text. */
  as?: "span" | "h1" | "h2";
  /** For `aria-labelledby`. */
  id?: string;
  children: ReactNode;
}

/** Content for assistive technology and password managers only. */
export function VisuallyHidden({ as: Element = "span", id, children }: VisuallyHiddenProps) {
  return (
    <Element className={styles["hidden"]} id={id}>
      {children}
    </Element>
  );
}
