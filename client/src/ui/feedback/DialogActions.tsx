import type { ReactNode } from "react";
import styles from "./DialogActions.module.css";

/** The buttons at the end of a dialog, side by side where there is space. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <p className={styles["actions"]}>{children}</p>;
}
