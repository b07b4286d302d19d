import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

/** Text for screen readers where the eye has an icon. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={styles["hidden"]}>{children}</span>;
}
